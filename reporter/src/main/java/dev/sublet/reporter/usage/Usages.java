package dev.sublet.reporter.usage;

import dev.sublet.ledger.LedgerReader;
import dev.sublet.reporter.table.Format;
import dev.sublet.reporter.table.SqlText;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/** Answers what was used in a window, per pod, vcluster or node. Thread-safe. */
public final class Usages {
    private static final String SQL = SqlText.of(Usages.class, "usage.sql");

    private final LedgerReader ledger;

    public Usages(LedgerReader ledger) {
        this.ledger = ledger;
    }

    /** What was used in {@code [fromS, toS)}, seconds since the epoch. */
    public String write(UsagePer per, long fromS, long toS, Format format) {
        List<UsageLine> lines = lines(per, fromS, toS);
        return format == Format.JSON
                ? UsageJson.write(lines)
                : UsageTable.of(per, lines, format).write(format);
    }

    private List<UsageLine> lines(UsagePer per, long fromS, long toS) {
        return ledger.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(SQL)) {
                statement.setLong(1, fromS);
                statement.setLong(2, toS);
                statement.setString(3, per.label());
                List<UsageLine> lines = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        lines.add(UsageLine.from(rows));
                    }
                }
                return lines;
            }
        });
    }
}
