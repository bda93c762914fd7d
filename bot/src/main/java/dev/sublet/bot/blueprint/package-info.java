/** Blueprints: what admins allow and demand of virtual clusters, in versioned YAML files. */
@NullMarked
package dev.sublet.bot.blueprint;

import org.jspecify.annotations.NullMarked;
