package dev.sublet.ledger.duckdb;

import java.util.List;

/**
 * Work of which several calls that wait for the writer become one transaction. When that fails, each is done apart, so
 * that one that cannot be written does no harm to its neighbours.
 */
interface GroupedJob<T> extends Job<T> {
    /** These jobs, all of this one's class, as one, with a result for each in their order. */
    Job<List<T>> together(List<GroupedJob<T>> jobs);
}
