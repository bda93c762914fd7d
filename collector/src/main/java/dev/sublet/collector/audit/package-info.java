@org.jspecify.annotations.NullMarked
package dev.sublet.collector.audit;
