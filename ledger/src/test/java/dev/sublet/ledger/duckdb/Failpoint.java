package dev.sublet.ledger.duckdb;

import java.util.function.Consumer;

/** Told of each step; does nothing until it is given something to do. */
final class Failpoint implements Consumer<String> {
    Consumer<String> then = step -> {};

    @Override
    public void accept(String step) {
        then.accept(step);
    }
}
