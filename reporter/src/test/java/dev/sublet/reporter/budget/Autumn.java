package dev.sublet.reporter.budget;

import static dev.sublet.reporter.support.Fixture.GIB;

import dev.sublet.reporter.support.HandLedger;
import dev.sublet.reporter.terms.NamedText;
import dev.sublet.reporter.terms.Terms;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.reporter.terms.TermsTexts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;

/** Two vclusters on a node of their own each, from September 2026 on; the nodes cost 24 a day together, when both are there. */
final class Autumn {
    static final long DAY = 86_400;
    static final long FROM = Instant.parse("2026-09-01T00:00:00Z").getEpochSecond();
    static final long NOVEMBER = Instant.parse("2026-11-01T00:00:00Z").getEpochSecond();
    static final String PRICES = """
            currency: USD
            nodes:
              - {instanceType: t, perHour: 0.5}
            """;
    static final String COST_CENTERS = """
            costCenters:
              - {id: tech, name: Technology}
              - {id: cc-1, name: Payments, parent: tech}
              - {id: cc-2, parent: tech}
              - {id: platform}
            budgets:
              - {costCenter: cc-1, amount: 400}
              - {costCenter: cc-2, amount: 300, actual: [90], forecast: [100, 110]}
            """;
    private static final String OWNERS = """
            owners:
              - {vcluster: team-a/a, costCenter: cc-1}
              - {vcluster: team-b/b, costCenter: cc-2}
            """;

    private Autumn() {}

    /** Watched until the hour; each vcluster takes all of its node, around the clock. */
    static HandLedger ledger(long untilS) {
        HandLedger ledger = new HandLedger();
        ledger.cluster("c", FROM, untilS);
        vcluster(ledger, "a", FROM, untilS);
        vcluster(ledger, "b", FROM, untilS);
        return ledger;
    }

    private static void vcluster(HandLedger ledger, String name, long fromS, long untilS) {
        ledger.node("c", "node-" + name, "t", fromS, null, 4000, 4000, 16 * GIB, 16 * GIB, 0, false);
        pod(ledger, name, name + "-web", fromS, null, untilS);
        ledger.sql("INSERT INTO vcluster_span VALUES (" + ledger.nextSpanId() + ", 'c', 'uid-" + name + "', 'team-"
                + name + "', '" + name + "', " + fromS + ", NULL, 'StatefulSet', NULL, NULL, 'running')");
    }

    /** A pod that takes a whole node, which must be there. */
    static void pod(HandLedger ledger, String vcluster, String pod, long fromS, Long toS, long untilS) {
        long id = ledger.pod(
                "c",
                pod,
                "team-" + vcluster,
                "node-" + pod.replaceAll("-web$", ""),
                fromS,
                toS,
                "workload",
                "uid-" + vcluster,
                4000,
                16 * GIB,
                0);
        ledger.sql("INSERT INTO usage_final SELECT " + id + ", s, s + 3600, 'measured', 4000, " + GIB
                + ", 0, 0, 0, 4000, " + 16 * GIB + ", 0 FROM range(" + fromS + ", "
                + Math.min(untilS, toS == null ? untilS : toS) + ", 3600) r(s)");
    }

    /** For some days a vcluster has another node of the same size. */
    static void burst(HandLedger ledger, String vcluster, LocalDate day, int days, long untilS) {
        long fromS = at(day);
        String name = "burst" + day;
        ledger.node("c", "node-" + name, "t", fromS, fromS + days * DAY, 4000, 4000, 16 * GIB, 16 * GIB, 0, false);
        pod(ledger, vcluster, name, fromS, fromS + days * DAY, untilS);
    }

    static long at(LocalDate day) {
        return day.toEpochDay() * DAY;
    }

    static TermsTexts texts(String prices, String costCenters) {
        Map<TermsFile, NamedText> texts = new EnumMap<>(TermsFile.class);
        texts.put(TermsFile.PRICES, new NamedText("prices.yaml", prices));
        texts.put(TermsFile.COST_CENTERS, new NamedText("cost-centers.yaml", costCenters));
        texts.put(TermsFile.OWNERS, new NamedText("owners.yaml", OWNERS));
        return new TermsTexts(texts);
    }

    static Terms terms(String prices) {
        return Terms.parse(texts(prices, COST_CENTERS));
    }
}
