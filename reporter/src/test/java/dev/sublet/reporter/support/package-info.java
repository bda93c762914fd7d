@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.support;
