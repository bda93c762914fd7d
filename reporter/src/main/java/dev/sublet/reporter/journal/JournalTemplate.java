package dev.sublet.reporter.journal;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.sql.SqlFile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which columns an ERP reads, and where each comes from: a text file beside this class, {@code Title: source} a line. */
record JournalTemplate(List<Column> columns) {
    static final List<String> NAMES = List.of("netsuite", "sap", "generic");

    record Column(String title, Source source) {}

    /** What a column may show. */
    enum Source {
        EXTERNAL_ID,
        LINE,
        DATE,
        PERIOD_FROM,
        PERIOD_TO,
        ENTITY,
        ENTITY_NAME,
        CURRENCY,
        COST_CENTER,
        ACCOUNT,
        DEBIT,
        CREDIT,
        /** The amount without its sign. */
        AMOUNT,
        /** Debits above zero, credits below. */
        SIGNED,
        /** 40 for a debit, 50 for a credit, as SAP posts to general ledger accounts. */
        POSTING_KEY,
        MEMO;

        static Source parse(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        boolean isNumber() {
            return this == DEBIT || this == CREDIT || this == AMOUNT || this == SIGNED || this == LINE;
        }
    }

    /** The ERP's; null gives NetSuite's. */
    static JournalTemplate of(@Nullable String name) {
        String chosen = name == null ? NAMES.get(0) : name;
        if (!NAMES.contains(chosen)) {
            throw new ReportException(
                    "there is no journal template " + chosen + "; take one of " + String.join(", ", NAMES), 2);
        }
        return new JournalTemplate(SqlFile.read(JournalTemplate.class, chosen + ".txt")
                .lines()
                .map(line -> Arrays.asList(line.split(": ", 2)))
                .map(pair -> new Column(pair.get(0), Source.parse(pair.get(1))))
                .toList());
    }
}
