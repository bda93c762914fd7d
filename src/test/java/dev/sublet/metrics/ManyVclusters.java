package dev.sublet.metrics;

import dev.sublet.ledger.span.PodClass;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.tick.TickBatch;
import dev.sublet.ledger.usage.Coverage;
import dev.sublet.ledger.usage.UsageRow;
import java.util.ArrayList;
import java.util.List;

/** A tick of many vclusters with names of a usual length. */
final class ManyVclusters {
    private ManyVclusters() {}

    static String name(int i) {
        return "team-%03d-dev".formatted(i);
    }

    static String namespace(int i) {
        return "vcluster-" + name(i);
    }

    static TickBatch tick(int vclusters, PodClass... classes) {
        List<PodSpan> spans = new ArrayList<>();
        List<UsageRow> usage = new ArrayList<>();
        for (int i = 0; i < vclusters; i++) {
            for (PodClass podClass : classes) {
                long id = spans.size() + 1;
                spans.add(new PodSpan(
                        id,
                        "c",
                        "uid-" + id,
                        namespace(i),
                        "pod-" + id,
                        "n",
                        "n",
                        0,
                        null,
                        podClass,
                        "v-" + i,
                        name(i),
                        namespace(i),
                        null,
                        null,
                        null,
                        null,
                        250,
                        262_144,
                        0,
                        "Burstable",
                        null));
                usage.add(new UsageRow(
                        id,
                        0,
                        60,
                        Coverage.MEASURED,
                        12_345 + id,
                        234_567,
                        1_234_567 + id,
                        7_654_321 + id,
                        0,
                        250,
                        262_144,
                        0));
            }
        }
        return new TickBatch(
                "c", "many", 60, 15, List.of(), List.of(), spans, List.of(), List.of(), List.of(), List.of(), usage,
                List.of(), List.of(), null);
    }
}
