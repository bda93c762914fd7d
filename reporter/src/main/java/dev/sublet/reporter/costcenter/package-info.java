/** Cost centers, their hierarchy and the legal entities that they belong to. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.costcenter;
