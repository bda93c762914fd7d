package dev.sublet.reporter.question;

import dev.sublet.reporter.close.FrozenPeriod;
import dev.sublet.reporter.document.Document;
import dev.sublet.reporter.journal.JournalBasis;
import dev.sublet.reporter.journal.JournalFile;
import dev.sublet.reporter.table.Numbers;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import org.jspecify.annotations.Nullable;

/** The journal of a period: of what was frozen where it is provisional or closed, else of what is known now. Stateless. */
final class JournalAnswer {
    private JournalAnswer() {}

    static String csv(
            Document document, @Nullable FrozenPeriod frozen, Terms now, @Nullable String template, Numbers numbers) {
        return JournalFile.csv(basis(document, frozen, now), template, numbers);
    }

    private static JournalBasis basis(Document document, @Nullable FrozenPeriod frozen, Terms now) {
        if (frozen == null) {
            return new JournalBasis(
                    document.statement().period(),
                    document.zone(),
                    document.statement().currency(),
                    document.statement().lines(),
                    now.costCenters(),
                    now.prices(),
                    JournalBasis.Stage.DRAFT,
                    0,
                    false);
        }
        Terms then = Terms.parse(frozen.terms(), document.zone());
        // A close may lack the file that only the journal needs.
        boolean whole = frozen.terms().of(TermsFile.COST_CENTERS).isPresent();
        return new JournalBasis(
                frozen.period(),
                document.zone(),
                frozen.currency(),
                frozen.lines(),
                whole ? then.costCenters() : now.costCenters(),
                then.prices(),
                frozen.closed() ? JournalBasis.Stage.FINAL : JournalBasis.Stage.ACCRUAL,
                frozen.generation(),
                whole);
    }
}
