/** Copies of virtual clusters by CSI: taken, kept outside the host namespace, listed, priced, and removed when their time is over. */
@NullMarked
package dev.sublet.bot.snapshot;

import org.jspecify.annotations.NullMarked;
