package dev.sublet.reporter.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.reporter.policy.Policies;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TermsExamplesTest {
    private static Terms examples() {
        Map<TermsFile, NamedText> texts = new EnumMap<>(TermsFile.class);
        for (TermsFile file : TermsFile.values()) {
            texts.put(file, new NamedText(file.fileName(), TermsExamples.of(file)));
        }
        return Terms.parse(new TermsTexts(texts));
    }

    @Test
    void each_example_can_be_read_as_it_is() {
        Terms terms = examples();
        assertTrue(terms.prices().nodes().size() > 3);
        assertFalse(terms.costCenters().entries().isEmpty());
        assertTrue(terms.policies().areExplicit());
    }

    @Test
    void the_example_of_policies_shows_every_method_and_section() {
        Policies policies = examples().policies();
        assertEquals(
                "[even, fixed, keep, proportional]",
                policies.rules().stream()
                        .map(rule -> rule.method().label())
                        .collect(Collectors.toCollection(TreeSet::new))
                        .toString());
        assertEquals(1, policies.fees().size());
        assertEquals(1, policies.markups().size());
        assertEquals(1, policies.allowances().size());
        assertTrue(policies.rules().stream()
                .anyMatch(rule -> !rule.share().labels().isEmpty()));
    }
}
