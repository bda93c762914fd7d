/** The VirtualCluster resource: what a person asks for, and what the operator says became of it. */
@NullMarked
package dev.sublet.bot.resource;

import org.jspecify.annotations.NullMarked;
