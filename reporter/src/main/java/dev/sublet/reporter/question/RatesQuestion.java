package dev.sublet.reporter.question;

import dev.sublet.reporter.terms.TermsTexts;
import org.jspecify.annotations.Nullable;

/**
 * What a unit costs on a cluster through {@code [fromS, toS)}, for what is not there yet. The answer's text is {@link RatesAnswer}'s JSON.
 *
 * @param cluster name or UID; null for the one that was watched last
 */
public record RatesQuestion(@Nullable String cluster, long fromS, long toS, TermsTexts terms) implements Question {}
