/** How a second terminal reaches the process that holds a data folder. */
@org.jspecify.annotations.NullMarked
package dev.sublet.endpoint;
