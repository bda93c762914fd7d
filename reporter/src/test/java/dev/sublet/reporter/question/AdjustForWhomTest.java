package dev.sublet.reporter.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.close.Adjustments;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdjustForWhomTest {
    @TempDir
    Path data;

    @Test
    void a_mistyped_cost_center_is_refused_with_those_that_there_are() {
        TermsTexts texts = new TermsTexts(Map.of(
                TermsFile.COST_CENTERS,
                new NamedText("cost-centers.yaml", "costCenters: [{id: cc-1, name: Shop}, {id: cc-2, name: Search}]")));
        AdjustQuestion asked =
                new AdjustQuestion(new Adjustments.Asked(null, "cc-7", "cc-2", "-12.50", null, "credit", "ada"), texts);
        try (Ledger ledger = Ledger.open(data, LedgerSettings.defaults(), Clock.systemUTC())) {
            ReportException refused = assertThrows(
                    ReportException.class, () -> CloseAnswer.adjust(ledger, Clock.systemUTC(), asked, texts));

            assertEquals(
                    "--cost-center cc-7 is not in cost-centers.yaml; choose from cc-1, cc-2, or add it there",
                    refused.getMessage());
        }
    }
}
