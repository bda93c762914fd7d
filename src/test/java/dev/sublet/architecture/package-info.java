@org.jspecify.annotations.NullMarked
package dev.sublet.architecture;
