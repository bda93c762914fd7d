/** The operator: brings each VirtualCluster to what it wants, step by step, and takes it down in the safe order. */
@NullMarked
package dev.sublet.bot.operator;

import org.jspecify.annotations.NullMarked;
