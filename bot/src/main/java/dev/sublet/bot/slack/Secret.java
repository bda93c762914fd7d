package dev.sublet.bot.slack;

/** A text that nobody may read in a log. Immutable. */
public record Secret(String text) {
    private static final int CHARS_MIN = 8;

    public Secret {
        if (text.length() < CHARS_MIN || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("a secret must be one word of at least " + CHARS_MIN + " characters");
        }
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
