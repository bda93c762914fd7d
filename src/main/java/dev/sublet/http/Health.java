package dev.sublet.http;

import java.util.Optional;

/** Whether the process does its work. Thread-safe, quick. */
public interface Health {
    /** What is wrong, in one line, or empty when work is likely to succeed. */
    Optional<String> illness();

    /** Why it cannot be relied on yet, in one line, or empty once it can. */
    Optional<String> notReady();

    /** Always well and ready. */
    static Health good() {
        return new Health() {
            @Override
            public Optional<String> illness() {
                return Optional.empty();
            }

            @Override
            public Optional<String> notReady() {
                return Optional.empty();
            }
        };
    }
}
