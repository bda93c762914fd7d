/** Texts of SQL files beside classes. */
@org.jspecify.annotations.NullMarked
package dev.sublet.reporter.sql;
