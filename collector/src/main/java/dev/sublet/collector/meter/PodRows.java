package dev.sublet.collector.meter;

import dev.sublet.collector.kubelet.NodeSummary.PodStats;
import dev.sublet.ledger.span.PodSpan;
import dev.sublet.ledger.usage.Coverage;
import dev.sublet.ledger.usage.Quanta;
import dev.sublet.ledger.usage.UsageRow;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one pod. They follow each other without hole or overlap, whatever they are told. Seconds are settled as
 * they become known; settled seconds gather in one open row, which is handed out when the grid, a change of the span or
 * another coverage ends it, in whole quanta. Until then the tail shows it as it stands. Written to the ledger field by
 * field, as part of {@link PodMeter}.
 */
final class PodRows {
    /** Pieces of the pod's life that final rows do not cover fully yet, oldest first; the last one is the present. */
    private ArrayDeque<PodSpan> pieces = new ArrayDeque<>();

    private ResettingCounter rx = new ResettingCounter();
    private ResettingCounter tx = new ResettingCounter();
    private Flow cpuFlow = new Flow();
    private Flow rxFlow = new Flow();
    private Flow txFlow = new Flow();
    private Carried memoryKibS = new Carried();
    private Carried volumeKibS = new Carried();
    private long volumeKib;
    private long meteredToS;
    /** Length of the open row, which ends at {@code meteredToS}. */
    private long openS;

    private @Nullable Coverage openCoverage;

    /** For reading it back. */
    PodRows() {}

    PodRows(PodSpan first) {
        pieces.add(first);
        meteredToS = first.fromS();
    }

    /** A growing total: what of it is settled, and what of that rows hold. */
    static final class Flow {
        private long handedOut;
        private Carried rows = new Carried();

        /** What a total shows beyond what is settled, which it then is. */
        long upTo(long total) {
            long delta = beyond(total);
            handedOut += delta;
            return delta;
        }

        long beyond(long total) {
            return Math.max(0, total - handedOut);
        }

        void write(StateWriter out) {
            out.number(handedOut);
            rows.write(out);
        }

        static Flow read(StateReader in) {
            Flow read = new Flow();
            read.handedOut = in.number();
            read.rows = Carried.read(in);
            return read;
        }
    }

    PodSpan span() {
        return pieces.getLast();
    }

    /** Up to where seconds are settled. */
    long meteredToS() {
        return meteredToS;
    }

    /** Core-milliseconds that are settled. */
    long cpuCoreMs() {
        return cpuFlow.handedOut;
    }

    /** Takes in what is not CPU or memory; it goes with the seconds that are settled next. */
    void observe(PodStats stats, boolean fromZero) {
        if (stats.networkRxBytes() != null) {
            rx.observe(stats.networkRxBytes().value(), fromZero);
        }
        if (stats.networkTxBytes() != null) {
            tx.observe(stats.networkTxBytes().value(), fromZero);
        }
        volumeKib = stats.volumeUsedBytes() / 1024;
    }

    /** Replaces the present piece, which no settled second belongs to, or ends it. */
    void correct(PodSpan corrected) {
        pieces.removeLast();
        pieces.addLast(corrected);
    }

    /** Ends the present piece where the next begins, not before what is settled. Returns the ended piece. */
    PodSpan change(PodSpan next) {
        PodSpan ended = Spans.ended(pieces.removeLast(), next.fromS());
        if (next.fromS() > ended.fromS()) {
            pieces.addLast(ended);
        }
        pieces.addLast(next);
        return ended;
    }

    /** All seconds up to a tick that no final row covers: the open row as it stands, then by request. */
    void tail(long to, Coverage coverage, RowGrid grid, List<UsageRow> rows) {
        long from = meteredToS - openS;
        for (PodSpan piece : pieces) {
            long pieceTo = piece.toS() == null ? to : Math.min(to, piece.toS());
            for (long start = from; start < pieceTo; start = from) {
                if (start < meteredToS) {
                    rows.add(openRow(piece));
                    from = meteredToS;
                } else {
                    from = Math.min(pieceTo, grid.nextHour(start));
                    rows.add(Spans.row(piece, start, from, coverage, 0, 0, 0, 0, 0));
                }
            }
        }
    }

    private UsageRow openRow(PodSpan piece) {
        return Spans.row(
                piece,
                meteredToS - openS,
                meteredToS,
                coverageOfOpen(),
                cpuFlow.rows.notHandedOut(),
                memoryKibS.notHandedOut() / openS,
                rxFlow.rows.notHandedOut(),
                txFlow.rows.notHandedOut(),
                volumeKibS.notHandedOut() / openS);
    }

    private Coverage coverageOfOpen() {
        return openCoverage == null ? Coverage.ESTIMATED : openCoverage;
    }

    /** Settles the seconds up to {@code toS}, sharing what flowed by seconds, and hands out rows that are complete. */
    void settle(long toS, Coverage coverage, long cpuTotalMs, long memoryKib, RowGrid grid, List<UsageRow> rows) {
        long fromS = meteredToS;
        long length = toS - fromS;
        Share cpuShare = new Share(cpuFlow.upTo(cpuTotalMs), length);
        Share rxShare = new Share(rxFlow.upTo(rx.total()), length);
        Share txShare = new Share(txFlow.upTo(tx.total()), length);
        while (meteredToS < toS) {
            leaveEndedPieces(rows);
            if (openS > 0 && coverageOfOpen() != coverage) {
                close(rows);
            }
            long rowEnd = grid.next(meteredToS);
            Long pieceEnd = pieces.getFirst().toS();
            long end = Math.min(toS, pieceEnd == null ? rowEnd : Math.min(rowEnd, pieceEnd));
            long seconds = end - meteredToS;
            cpuFlow.rows.add(cpuShare.next(end - fromS));
            rxFlow.rows.add(rxShare.next(end - fromS));
            txFlow.rows.add(txShare.next(end - fromS));
            memoryKibS.add(memoryKib * seconds);
            volumeKibS.add(volumeKib * seconds);
            openS += seconds;
            openCoverage = coverage;
            meteredToS = end;
            // The row at the pod's end stays open until finish, to take what rounding left.
            boolean podEnds = pieces.size() == 1 && pieceEnd != null && pieceEnd == end;
            if (end == rowEnd && !podEnds) {
                close(rows);
            }
        }
        leaveEndedPieces(rows);
    }

    private void leaveEndedPieces(List<UsageRow> rows) {
        while (pieces.size() > 1 && endsBy(pieces.getFirst(), meteredToS)) {
            if (openS > 0) {
                close(rows);
            }
            pieces.removeFirst();
        }
    }

    private static boolean endsBy(PodSpan piece, long atS) {
        return piece.toS() != null && piece.toS() <= atS;
    }

    private void close(List<UsageRow> rows) {
        handOut(
                cpuFlow.rows.take(1, Quanta.CPU_CORE_MS, Quanta.CPU_STEPS),
                memoryKibS.take(openS, Quanta.MEMORY_KIB, Quanta.MEMORY_STEPS),
                rxFlow.rows.take(1, Quanta.NETWORK_BYTES, Quanta.NETWORK_STEPS),
                txFlow.rows.take(1, Quanta.NETWORK_BYTES, Quanta.NETWORK_STEPS),
                volumeKibS.take(openS, Quanta.VOLUME_KIB, Integer.MAX_VALUE),
                rows);
    }

    /** Whether an end here and now would lose a whole quantum, for want of a row that could still take it. */
    boolean endWouldLose(long cpuTotalMs) {
        return openS == 0
                && (cpuFlow.rows.notHandedOut() + cpuFlow.beyond(cpuTotalMs) >= Quanta.CPU_CORE_MS
                        || rxFlow.rows.notHandedOut() + rxFlow.beyond(rx.total()) >= Quanta.NETWORK_BYTES
                        || txFlow.rows.notHandedOut() + txFlow.beyond(tx.total()) >= Quanta.NETWORK_BYTES
                        || memoryKibS.notHandedOut() >= Quanta.MEMORY_KIB
                        || volumeKibS.notHandedOut() >= Quanta.VOLUME_KIB);
    }

    /** Hands out the last row of a pod that is settled to its end. */
    void finish(long cpuTotalMs, List<UsageRow> rows) {
        leaveEndedPieces(rows);
        if (openS > 0) {
            cpuFlow.rows.add(cpuFlow.upTo(cpuTotalMs));
            rxFlow.rows.add(rxFlow.upTo(rx.total()));
            txFlow.rows.add(txFlow.upTo(tx.total()));
            handOut(
                    cpuFlow.rows.takeAll(1, Quanta.CPU_CORE_MS),
                    memoryKibS.takeAll(openS, Quanta.MEMORY_KIB),
                    rxFlow.rows.takeAll(1, Quanta.NETWORK_BYTES),
                    txFlow.rows.takeAll(1, Quanta.NETWORK_BYTES),
                    volumeKibS.takeAll(openS, Quanta.VOLUME_KIB),
                    rows);
        }
    }

    private void handOut(
            long cpuMs, long memoryKib, long rxBytes, long txBytes, long volumeMeanKib, List<UsageRow> rows) {
        PodSpan piece = pieces.getFirst();
        long fromS = meteredToS - openS;
        rows.add(Spans.row(
                piece, fromS, meteredToS, coverageOfOpen(), cpuMs, memoryKib, rxBytes, txBytes, volumeMeanKib));
        openS = 0;
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

    void write(StateWriter out) {
        out.number(pieces.size());
        pieces.forEach(piece -> Spans.write(piece, out));
        rx.write(out);
        tx.write(out);
        cpuFlow.write(out);
        rxFlow.write(out);
        txFlow.write(out);
        memoryKibS.write(out);
        volumeKibS.write(out);
        out.number(volumeKib);
        out.seconds(meteredToS);
        out.number(openS);
        out.number(openCoverage == null ? 0 : openCoverage.code());
    }

    static PodRows read(StateReader in) {
        PodRows read = new PodRows();
        for (int left = in.count(); left > 0; left--) {
            read.pieces.addLast(Spans.read(in));
        }
        read.rx = ResettingCounter.read(in);
        read.tx = ResettingCounter.read(in);
        read.cpuFlow = Flow.read(in);
        read.rxFlow = Flow.read(in);
        read.txFlow = Flow.read(in);
        read.memoryKibS = Carried.read(in);
        read.volumeKibS = Carried.read(in);
        read.volumeKib = in.number();
        read.meteredToS = in.seconds();
        read.openS = in.number();
        int coverage = in.count();
        read.openCoverage = coverage == 0 ? null : Coverage.of(coverage);
        return read;
    }
}
