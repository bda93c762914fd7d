package dev.sublet.reporter.close;

import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.StatementLine;
import dev.sublet.reporter.terms.TermsTexts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What a provisional or closed period froze.
 *
 * @param closed false while it is provisional
 * @param generation greater than that of anything prepared or approved before it, in the whole ledger
 * @param terms what the lines were made with
 * @param createdAtS when it was prepared
 * @param updatedAtS when it was approved; while it is provisional when it was prepared
 */
public record FrozenPeriod(
        boolean closed,
        long generation,
        Period period,
        String currency,
        List<StatementLine> lines,
        TermsTexts terms,
        long createdAtS,
        long updatedAtS) {
    public FrozenPeriod {
        lines = List.copyOf(lines);
    }

    /** Of a period; empty when it is open. */
    public static Optional<FrozenPeriod> find(Connection connection, Period period) throws SQLException {
        for (PeriodClose close : CloseStore.all(connection)) {
            if (close.period().equals(period)) {
                CloseStore.Contents contents = CloseStore.contents(connection, close.id());
                Long approvedAtS = close.approvedAtS();
                return Optional.of(new FrozenPeriod(
                        close.closed(),
                        close.generation(),
                        period,
                        close.currency(),
                        contents.lines(),
                        contents.terms(),
                        close.preparedAtS(),
                        approvedAtS == null ? close.preparedAtS() : approvedAtS));
            }
        }
        return Optional.empty();
    }
}
