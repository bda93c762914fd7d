package dev.sublet.collector.meter;

import dev.sublet.collector.kubelet.NodeSummary.PodStats;
import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.usage.Coverage;
import dev.sublet.ledger.usage.UsageRow;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The rows of one pod: up to which second they reach, and what of its growing totals they hold. They follow each other
 * without hole or overlap, whatever they are told. Written to the ledger field by field, as part of {@link PodMeter}.
 */
final class PodRows {
    /** Pieces of the pod's life that rows do not cover fully yet, oldest first; the last one is the present. */
    private ArrayDeque<PodSpan> pieces = new ArrayDeque<>();

    private ResettingCounter rx = new ResettingCounter();
    private ResettingCounter tx = new ResettingCounter();
    private Flow cpuFlow = new Flow();
    private Flow rxFlow = new Flow();
    private Flow txFlow = new Flow();
    private long volumeKib;
    private long meteredToS;

    /** For reading it back. */
    PodRows() {}

    PodRows(PodSpan first) {
        pieces.add(first);
        meteredToS = first.fromS();
    }

    /** What of a growing total was handed to rows so far. */
    private static final class Flow {
        private long handedOut;

        long upTo(long total) {
            long delta = Math.max(0, total - handedOut);
            handedOut += delta;
            return delta;
        }
    }

    PodSpan span() {
        return pieces.getLast();
    }

    long meteredToS() {
        return meteredToS;
    }

    /** Core-milliseconds that rows hold. */
    long cpuCoreMs() {
        return cpuFlow.handedOut;
    }

    /** Takes in what is not CPU or memory; it goes with the next rows. */
    void observe(PodStats stats, boolean fromZero) {
        if (stats.networkRxBytes() != null) {
            rx.observe(stats.networkRxBytes().value(), fromZero);
        }
        if (stats.networkTxBytes() != null) {
            tx.observe(stats.networkTxBytes().value(), fromZero);
        }
        volumeKib = stats.volumeUsedBytes() / 1024;
    }

    /** Replaces the present piece, which no row has used yet. */
    void correct(PodSpan corrected) {
        pieces.removeLast();
        pieces.addLast(corrected);
    }

    /** Ends the present piece where the next begins. Returns the ended piece. */
    PodSpan change(PodSpan next) {
        PodSpan ended = Spans.ended(pieces.removeLast(), next.fromS());
        if (next.fromS() > ended.fromS()) {
            pieces.addLast(ended);
        }
        pieces.addLast(next);
        return ended;
    }

    /** The seconds up to a tick that no final row covers yet, by request. */
    void tail(long to, Coverage coverage, BillingHours hours, List<UsageRow> rows) {
        long from = meteredToS;
        for (PodSpan piece : pieces) {
            long pieceTo = piece.toS() == null ? to : Math.min(to, piece.toS());
            for (long start = from; start < pieceTo; start = from) {
                from = Math.min(pieceTo, hours.next(start));
                rows.add(Spans.row(piece, start, from, coverage, 0, 0, 0, 0, 0));
            }
        }
    }

    /** Rows from where metering stands to {@code toS}, cut at hours and at changes, sharing what flowed by seconds. */
    void cut(long toS, Coverage coverage, long cpuTotalMs, long memoryKib, BillingHours hours, List<UsageRow> rows) {
        long fromS = meteredToS;
        long length = toS - fromS;
        Share cpuShare = new Share(cpuFlow.upTo(cpuTotalMs), length);
        Share rxShare = new Share(rxFlow.upTo(rx.total()), length);
        Share txShare = new Share(txFlow.upTo(tx.total()), length);
        long start = fromS;
        for (PodSpan piece : pieces) {
            long pieceTo = piece.toS() == null ? toS : Math.min(toS, piece.toS());
            while (start < pieceTo) {
                long end = Math.min(pieceTo, hours.next(start));
                long past = end - fromS;
                rows.add(Spans.row(
                        piece,
                        start,
                        end,
                        coverage,
                        cpuShare.next(past),
                        memoryKib,
                        rxShare.next(past),
                        txShare.next(past),
                        volumeKib));
                start = end;
            }
        }
        while (pieces.size() > 1 && endsBy(pieces.getFirst(), toS)) {
            pieces.removeFirst();
        }
        meteredToS = toS;
    }

    private static boolean endsBy(PodSpan piece, long atS) {
        return piece.toS() != null && piece.toS() <= atS;
    }

    /** Hands out a total in parts that sum to it, in step with the seconds past. */
    private static final class Share {
        private final long total;
        private final long length;
        private long handed;

        Share(long total, long length) {
            this.total = total;
            this.length = length;
        }

        long next(long past) {
            long part = Proportion.of(total, past, length) - handed;
            handed += part;
            return part;
        }
    }
}
