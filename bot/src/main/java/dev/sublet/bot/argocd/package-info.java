/** ArgoCD: virtual clusters as its clusters, and its Applications that target them. */
@NullMarked
package dev.sublet.bot.argocd;

import org.jspecify.annotations.NullMarked;
