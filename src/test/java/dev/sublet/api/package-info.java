@org.jspecify.annotations.NullMarked
package dev.sublet.api;
