package dev.sublet.reporter.close;

import static dev.sublet.reporter.support.Fixture.GIB;
import static dev.sublet.reporter.support.Fixture.T0;

import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;

/** Two vclusters on a node for November and December 2026, with all that the close of November needs. */
public final class November {
    public static final long DAY = 86_400;
    public static final long DECEMBER = T0 + 30 * DAY;
    public static final long JANUARY = DECEMBER + 31 * DAY;

    public static final String OWNERS = """
            owners:
              - {vcluster: team-a/a, costCenter: cc-1}
              - {vcluster: team-b/b, costCenters: {cc-1: 50, cc-2: 50}}
              - {namespace: logging, costCenter: platform}
            """;
    public static final String POLICIES = """
            rules:
              - {name: idle to all, share: {class: idle}, method: proportional}
            """;

    private November() {}

    public static HandLedger ledger() {
        HandLedger ledger = new HandLedger();
        ledger.cluster("c", T0, JANUARY);
        ledger.node("c", "n1", "t", T0, null, 4000, 3900, 16 * GIB, 15 * GIB, 0, false);
        pod(ledger, "web", "team-a", "workload", "uid-a", 1500);
        pod(ledger, "shop", "team-b", "workload", "uid-b", 700);
        pod(ledger, "log", "logging", "host", null, 100);
        ledger.volume("c", "v1", "fast", 3 * GIB, "team-a", T0 + 5, null, "workload", "uid-a");
        ledger.loadBalancer("c", "lb", "team-b", T0 + 9 * DAY, T0 + 40 * DAY, "workload", "uid-b");
        ledger.unseen("c", "n1", T0 + DAY, T0 + DAY + 60, 0);
        vcluster(ledger, 101, "uid-a", "team-a", "a");
        vcluster(ledger, 102, "uid-b", "team-b", "b");
        ledger.owner("c", "namespace", "team-a", "cc-label", 1_000_000, T0, null)
                .sql("UPDATE owner_span SET source = 'namespace'");
        return ledger;
    }

    private static void vcluster(HandLedger ledger, long id, String uid, String namespace, String name) {
        ledger.sql("INSERT INTO vcluster_span VALUES (" + id + ", 'c', '" + uid + "', '" + namespace + "', '" + name
                + "', " + T0 + ", NULL, 'StatefulSet', NULL, NULL, 'running')");
    }

    private static void pod(
            HandLedger ledger, String name, String namespace, String podClass, String vclusterUid, long millicores) {
        long id = ledger.pod("c", name, namespace, "n1", T0, null, podClass, vclusterUid, millicores, GIB, 0);
        ledger.sql("INSERT INTO usage_final SELECT " + id + ", s, s + 3600, 'measured', " + millicores
                + " * 1200 + s % 977, " + GIB / 2 + ", 0, 0, 0, " + millicores + ", " + GIB + ", 0 FROM range(" + T0
                + ", " + JANUARY + ", 3600) r(s)");
    }

    public static String prices(String perHour) {
        return prices("{instanceType: t, perHour: " + perHour + "}", "");
    }

    /**
     * A price book.
     *
     * @param more another entry, or nothing
     */
    public static String prices(String node, String more) {
        return "currency: USD\nnodes:\n  - " + node + (more.isEmpty() ? "" : "\n  - " + more)
                + "\nvolumes: [{storageClass: fast, perGiBHour: 0.000137}]\nloadBalancers: {perHour: 0.025}\n";
    }

    public static TermsTexts terms(String prices, String owners) {
        Map<TermsFile, NamedText> texts = new EnumMap<>(TermsFile.class);
        texts.put(TermsFile.PRICES, new NamedText("prices.yaml", prices));
        texts.put(TermsFile.OWNERS, new NamedText("owners.yaml", owners));
        texts.put(TermsFile.POLICIES, new NamedText("policies.yaml", POLICIES));
        return new TermsTexts(texts);
    }

    public static Clock clock(String at) {
        return Clock.fixed(Instant.parse(at), ZoneOffset.UTC);
    }
}
