package dev.sublet.endtoend;

import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerSettings;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Two pods over two and a half days at the turn of a month, a row a minute in whole quanta, and audit events beside. */
final class SmallLedger {
    static final String CLUSTER = "c1u57e2-0000";
    static final Instant FROM = Instant.parse("2026-09-29T12:00:00Z");
    static final Instant TO = Instant.parse("2026-10-02T00:30:00Z");
    static final long MINUTES = (TO.getEpochSecond() - FROM.getEpochSecond()) / 60;

    private SmallLedger() {}

    static Ledger open(Path data) {
        return Ledger.open(data, LedgerSettings.defaults(), Clock.systemUTC());
    }

    static void write(Path data) {
        try (Ledger ledger = open(data)) {
            write(ledger);
        }
    }

    static void write(Ledger ledger) {
        long from = FROM.getEpochSecond();
        long to = TO.getEpochSecond();
        List<String> statements = List.of(
                "INSERT INTO cluster VALUES ('%s', 'small', %d, %d, 60)".formatted(CLUSTER, from, to),
                """
                INSERT INTO pod_span SELECT n, '%s', 'pod-' || n, 'ns', 'web-' || n, 'node-1', 'node', %d,
                    CASE WHEN n = 2 THEN %d END, 'workload', 'v-1', 'blue', 'host-ns', 'default', 'web-' || n,
                    'Deployment', 'web', 250, 262144, 0, 'Burstable', NULL FROM range(1, 3) t(n)
                """.formatted(CLUSTER, from, to),
                """
                INSERT INTO usage_final SELECT n, %1$d + 60 * m, %1$d + 60 * m + 60, 'measured', 50 * (m %% 700), 1024 * (m %% 90),
                    16384 * (m %% 7), 16384 * n, 1024, 250, 262144, 0 FROM range(1, 3) t(n), range(%2$d) s(m)
                """.formatted(from, MINUTES),
                "INSERT INTO tick SELECT '%s', %d + 60 * m, 60, 1, 1 FROM range(%d) t(m)"
                        .formatted(CLUSTER, from, MINUTES),
                """
                INSERT INTO audit_event SELECT 'host', 'id-' || n, 'ResponseComplete', NULL, NULL, %1$d::BIGINT * 1000000 + n * 60000000,
                    %1$d::BIGINT * 1000000 + n * 60000000, 'Metadata', 'get', 'ann', 'ann', '', 'pods', NULL, 'ns', 'web', 200, '/',
                    NULL, '=cmd', '{}' FROM range(3000) t(n)
                """.formatted(from));
        ledger.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
                return statements.size();
            }
        });
    }
}
