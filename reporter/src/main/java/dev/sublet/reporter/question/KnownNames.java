package dev.sublet.reporter.question;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.Spelling;
import dev.sublet.reporter.costcenter.CostCenters;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import java.util.List;

/** Refuses names of cost centers that no file has. Stateless. */
final class KnownNames {
    private KnownNames() {}

    /** What is booked to a mistyped cost center can never be posted. Without a file of cost centers every name counts. */
    static void require(TermsTexts texts, String option, String costCenter) {
        NamedText file = texts.of(TermsFile.COST_CENTERS).orElse(null);
        if (file == null) {
            return;
        }
        List<String> known = CostCenters.parse(file.text(), file.name()).ids();
        if (!known.contains(costCenter)) {
            throw new ReportException(
                    option + " " + costCenter + " is not in " + file.name() + "; choose from "
                            + String.join(", ", Spelling.nearest(costCenter, known)) + ", or add it there",
                    2);
        }
    }
}
