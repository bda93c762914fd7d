package dev.sublet.reporter.close;

import dev.sublet.reporter.owner.Owners;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.terms.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What a closed period was made with, for those who ask about it later.
 *
 * @param name the period's, as it was closed
 * @param whole whether what was asked for is the closed period and not a part of it
 * @param rulesVersion of the rules that it was made by
 * @param terms with the owners that were frozen
 */
public record ClosedTerms(long closeId, String name, boolean whole, int rulesVersion, Terms terms) {
    /** The closed period that {@code period} lies in, if there is one; what is only prepared is not closed. */
    public static Optional<ClosedTerms> of(Connection connection, Period period) throws SQLException {
        for (PeriodClose close : CloseStore.all(connection)) {
            if (close.closed()
                    && close.period().fromS() <= period.fromS()
                    && close.period().toS() >= period.toS()) {
                Terms terms = CloseStore.terms(
                        connection, CloseStore.contents(connection, close.id()).terms());
                return Optional.of(new ClosedTerms(
                        close.id(),
                        close.name(),
                        close.period().equals(period),
                        close.rulesVersion(),
                        terms.withOwners(Owners.ofClose(close.id()))));
            }
        }
        return Optional.empty();
    }
}
