package dev.sublet.reporter.question;

import org.jspecify.annotations.Nullable;

/**
 * What a command prints and how it ends.
 *
 * @param text for standard output
 * @param problem one line for standard error, or null when there is none
 * @param exitCode 0 done, 1 the check failed, 2 wrong use, 3 the environment failed
 * @param summary the text in a few words, for when it goes to a file; null when there is nothing to sum up
 */
public record Answer(
        String text,
        @Nullable String problem,
        int exitCode,
        @Nullable String summary) {
    public static Answer of(String text) {
        return new Answer(text, null, 0, null);
    }

    public static Answer problem(String line, int exitCode) {
        return new Answer("", line, exitCode, null);
    }
}
