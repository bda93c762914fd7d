/** The ledger's hot store on DuckDB. Nobody outside names these classes; they ask {@link dev.sublet.ledger.Ledger}. */
@org.jspecify.annotations.NullMarked
package dev.sublet.ledger.duckdb;
