package dev.sublet.reporter.terms;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The texts of the files that were named or found; any may be missing. Immutable. */
public record TermsTexts(Map<TermsFile, NamedText> texts) {
    public TermsTexts {
        texts = Map.copyOf(texts);
    }

    public static TermsTexts none() {
        return new TermsTexts(Map.of());
    }

    public static TermsTexts of(TermsFile file, NamedText text) {
        return new TermsTexts(Map.of(file, text));
    }

    public Optional<NamedText> of(TermsFile file) {
        return Optional.ofNullable(texts.get(file));
    }

    /** These, and for each file that is missing here the other's. */
    public TermsTexts orElse(TermsTexts other) {
        Map<TermsFile, NamedText> both = new EnumMap<>(TermsFile.class);
        both.putAll(other.texts);
        both.putAll(texts);
        return new TermsTexts(both);
    }
}
