package dev.sublet.reporter.close;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.allocation.Slices;
import dev.sublet.reporter.calendar.FiscalPeriod;
import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.statement.NameNotes;
import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.StatementComputation;
import dev.sublet.reporter.terms.Terms;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has no owner yet, and what it comes to. Stateless. */
public final class Unowned {
    private static final Slices.Work NOTHING = slice -> {};

    private Unowned() {}

    /**
     * One vcluster, host namespace or other thing without an owner for some of the period.
     *
     * @param subject {@code namespace/name} of a vcluster or a namespace's name; null where nobody can be asked
     * @param amountNanos in 10⁻⁹ of the currency
     */
    public record Subject(
            String clusterName, String kind, @Nullable String subject, String podClass, BigInteger amountNanos) {}

    /**
     * What was found.
     *
     * @param subjects the largest amount first
     * @param notes names that are known to nobody, each in one line
     */
    public record Found(List<Subject> subjects, List<String> notes) {}

    /** The largest amount first. Errors as for a statement. */
    public static List<Subject> list(LedgerReader reader, String periodName, Terms terms) {
        return find(reader, periodName, terms).subjects();
    }

    /** Likewise, with what may be why. */
    public static Found find(LedgerReader reader, String periodName, Terms terms) {
        return reader.read(connection -> {
            FiscalPeriod period = Closing.period(connection, periodName, terms.calendar());
            Period asked = new Period(period.fromS(), period.toS());
            StatementComputation.charge(connection, asked, terms, NOTHING);
            List<Subject> subjects = Rows.read(
                    connection,
                    SqlFile.read(Unowned.class, "unowned.sql"),
                    row -> new Subject(
                            row.getString("cluster_name"),
                            row.getString("kind"),
                            row.getString("subject"),
                            row.getString("class"),
                            new BigInteger(row.getString("amount_nanos"))));
            return new Found(subjects, NameNotes.of(connection, asked, terms));
        });
    }
}
