package dev.sublet.reporter.explain;

import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.close.ClosedTerms;
import dev.sublet.reporter.sql.Rules;
import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.terms.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All amounts of a period, on a connection's temporary tables.
 *
 * @param terms those of the close where the period is closed
 * @param closed the name of the closed period, null where it is open
 * @param zone of days
 */
record Ground(
        Connection connection,
        Period period,
        Terms terms,
        @Nullable String closed,
        ZoneId zone) {
    /** Computes the period: a closed one from what its close froze, whatever terms are given. */
    static Ground of(Connection connection, Period period, Terms given) throws SQLException {
        Optional<ClosedTerms> closed = ClosedTerms.of(connection, period);
        Terms terms = closed.map(ClosedTerms::terms).orElse(given);
        Rules.use(connection, closed.map(ClosedTerms::rulesVersion).orElse(Rules.CURRENT));
        StatementComputation.charge(connection, period, terms, slice -> {});
        String close = closed.filter(ClosedTerms::whole)
                .map(whole -> whole.closeId() + "::BIGINT")
                .orElse("NULL::BIGINT");
        execute(connection, "SET VARIABLE explained_close = " + close);
        execute(connection, SqlFile.read(Ground.class, "explained.sql"));
        return new Ground(
                connection,
                period,
                terms,
                closed.map(ClosedTerms::name).orElse(null),
                Allocation.billingZone(connection));
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
