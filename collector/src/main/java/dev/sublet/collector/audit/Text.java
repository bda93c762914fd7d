package dev.sublet.collector.audit;

import org.jspecify.annotations.Nullable;

/** Text from outside, made fit to be kept: bounded, without NUL and without halves of characters. */
final class Text {
    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    static String clean(String text, int charsMax) {
        String kept = text.length() <= charsMax ? text : text.substring(0, charsMax);
        boolean clean = true;
        for (int i = 0; i < kept.length() && clean; i++) {
            clean = kept.charAt(i) != 0 && !Character.isSurrogate(kept.charAt(i));
        }
        return clean ? kept : replaced(kept);
    }

    static @Nullable String cleanOrNull(@Nullable String text, int charsMax) {
        return text == null || text.isEmpty() ? null : clean(text, charsMax);
    }

    private static String replaced(String text) {
        StringBuilder fit = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (Character.isHighSurrogate(one)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                fit.append(one).append(text.charAt(++i));
            } else {
                fit.append(one == 0 || Character.isSurrogate(one) ? REPLACEMENT : one);
            }
        }
        return fit.toString();
    }
}
