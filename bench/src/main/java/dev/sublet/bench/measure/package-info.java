/** What a process used, and how results are written down. */
@org.jspecify.annotations.NullMarked
package dev.sublet.bench.measure;
