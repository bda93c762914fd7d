package dev.sublet.reporter.allocation;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.HOUR;
import static dev.sublet.reporter.support.Fixture.T0;
import static dev.sublet.reporter.support.Fixture.book;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sublet.reporter.statement.Period;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.Statements;
import dev.sublet.reporter.support.HandLedger;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ScaleTest {
    private static final long DAYS = 60;
    private static final int PODS = 80;
    private static final int NODES = 6;
    private static final long ROW_S = 414;

    /** The time-out stands far above what it takes, for slow machines; a cross join would not meet it. */
    @Test
    @Timeout(60)
    void a_month_out_of_a_million_usage_rows_is_reported_within_half_a_gigabyte() {
        try (HandLedger ledger = new HandLedger()) {
            ledger.cluster("c", T0, T0 + DAYS * 24 * HOUR);
            for (int i = 0; i < NODES; i++) {
                ledger.node("c", "n" + i, "t", T0, null, 16_000, 15_000, 64 * GIB, 60 * GIB, 0, false);
            }
            for (int i = 0; i < PODS; i++) {
                String vcluster = "uid-v" + i % 8;
                ledger.pod("c", "p" + i, "team", "n" + i % NODES, T0, null, "workload", vcluster, 500, GIB, 0);
            }
            for (int i = 0; i < 8; i++) {
                ledger.owner("c", "vcluster", "uid-v" + i, "cc-" + i % 5, 1_000_000, T0, T0 + 20 * 24 * HOUR + 1234);
                ledger.owner("c", "vcluster", "uid-v" + i, "cc-" + i % 3, 1_000_000, T0 + 20 * 24 * HOUR + 1234, null);
            }
            // Nine rows an hour, the last one shorter: cut at the hour.
            ledger.sql("INSERT INTO usage_final SELECT span_id, " + T0 + " + h * 3600 + r * " + ROW_S + ", " + T0
                    + " + h * 3600 + least((r + 1) * " + ROW_S + ", 3600), 'measured', hash(span_id + h * r) % 1000000,"
                    + " hash(span_id * h + r) % 3000000, 0, 0, 0, cpu_request_millicores, memory_request_kib, 0"
                    + " FROM pod_span, range(" + DAYS * 24 + ") t(h), range(9) u(r)");
            ledger.sql("SET memory_limit = '500MB'");

            Statement statement = Statements.preview(
                    ledger, new Period(T0, T0 + 30 * 24 * HOUR), book("nodes: [{instanceType: t, perHour: 0.768}]"));

            assertEquals(BigInteger.ZERO, statement.reconciliation().differenceNanos());
            assertEquals(
                    new BigInteger("3317760000000"), statement.reconciliation().nodeCostNanos());
        }
    }
}
