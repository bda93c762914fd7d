package dev.sublet.bench.ledger;

import dev.sublet.bench.fleet.Life;
import dev.sublet.bench.fleet.Place;
import dev.sublet.ledger.span.PodClass;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.usage.Coverage;
import dev.sublet.ledger.usage.UsageRow;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Turns the minutes of one place into pod spans and usage rows. Not thread-safe. */
final class PlaceRows {
    private final String cluster;
    private final Place place;
    private final LongSupplier spanIds;
    private long spanId;
    private RowRounding rounding = new RowRounding();
    private long rxBytes;
    private long txBytes;

    PlaceRows(String cluster, Place place, LongSupplier spanIds) {
        this.cluster = cluster;
        this.place = place;
        this.spanIds = spanIds;
    }

    /** Adds what the minute that the place has just moved by brought. */
    void minute(List<PodSpan> spans, List<UsageRow> rows) {
        Life life = place.life();
        if (life == null) {
            return;
        }
        if (place.began()) {
            spanId = spanIds.getAsLong();
            rounding = new RowRounding();
            rxBytes = 0;
            txBytes = 0;
            spans.add(span(life, null));
        }
        if (place.ended()) {
            spans.add(span(life, life.endS()));
        }
        if (!place.present()) {
            return;
        }
        long seconds = place.pieceToS() - place.pieceFromS();
        rows.add(new UsageRow(
                spanId,
                place.pieceFromS(),
                place.pieceToS(),
                Coverage.MEASURED,
                rounding.cpuCoreMs(place.cpuNanos(), place.ended()),
                rounding.memoryKib(place.meanMemoryBytes(), seconds, place.ended()),
                rounding.rxBytes(place.rxBytes() - rxBytes, place.ended()),
                rounding.txBytes(place.txBytes() - txBytes, place.ended()),
                0,
                life.cpuRequestMillicores(),
                life.memoryRequestKib(),
                0));
        rxBytes = place.rxBytes();
        txBytes = place.txBytes();
    }

    /** The seconds up to a look that no final row covers yet. */
    void tail(long fromS, long toS, List<UsageRow> rows) {
        Life life = place.life();
        if (life != null && !place.ended() && place.present()) {
            rows.add(new UsageRow(
                    spanId,
                    fromS,
                    toS,
                    Coverage.MEASURED,
                    life.cpuRequestMillicores() * (toS - fromS) / 3,
                    place.memoryBytes() / 1024,
                    0,
                    0,
                    0,
                    life.cpuRequestMillicores(),
                    life.memoryRequestKib(),
                    0));
        }
    }

    private PodSpan span(Life life, @Nullable Long toS) {
        return new PodSpan(
                spanId,
                cluster,
                life.uid(),
                life.namespace(),
                life.name(),
                FleetTicks.nodeUid(life.node()),
                life.nodeName(),
                life.startS(),
                toS,
                PodClass.WORKLOAD,
                FleetTicks.vclusterUid(life.vcluster()),
                life.vclusterName(),
                life.namespace(),
                "default",
                life.name(),
                life.ownerKind(),
                "app-" + life.place(),
                life.cpuRequestMillicores(),
                life.memoryRequestKib(),
                0,
                "Burstable",
                null);
    }
}
