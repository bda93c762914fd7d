package dev.sublet.reporter.journal;

import dev.sublet.reporter.costcenter.CostCenters;
import dev.sublet.reporter.price.PriceBook;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.StatementLine;
import java.time.ZoneId;
import java.util.List;

/**
 * What a period's journal is made of.
 *
 * @param zone of the documents' dates
 * @param currency of the lines
 * @param generation of the documents; unused for drafts
 * @param isFrozen whether all that follows is fixed for this generation; what is not is told apart by a digest in the documents' IDs
 */
public record JournalBasis(
        Period period,
        ZoneId zone,
        String currency,
        List<StatementLine> lines,
        CostCenters costCenters,
        PriceBook prices,
        Stage stage,
        long generation,
        boolean isFrozen) {
    public JournalBasis {
        lines = List.copyOf(lines);
    }

    /** How final the numbers are. */
    public enum Stage {
        /** Of a period that is open: to look at. */
        DRAFT,
        /** Of a provisional period: booked at its end and taken back on the day behind it. */
        ACCRUAL,
        /** Of a closed period. */
        FINAL
    }
}
