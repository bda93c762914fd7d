package dev.sublet.collector.meter;

import dev.sublet.collector.facts.EndedRun;
import java.util.ArrayDeque;
import java.util.TreeMap;

/**
 * Times in which the watch says that a pod's containers ran, and that no reading of the pod covers. What was used there
 * shows in the node's own counter only. At most {@value #PIECES_MAX} pieces, the newest ones.
 */
final class HiddenRuns {
    private static final int PIECES_MAX = 64;

    private record Piece(long fromMs, long toMs) {}

    private TreeMap<String, Long> knownToS = new TreeMap<>();
    private ArrayDeque<Piece> pieces = new ArrayDeque<>();

    /** Takes in a run that is over, known already or not. {@code coveredToMs} is until when the pod is known. */
    void ended(EndedRun run, long coveredToMs) {
        if (run.endS() <= knownToS.getOrDefault(run.container(), Long.MIN_VALUE)) {
            return;
        }
        knownToS.put(run.container(), run.endS());
        long fromMs = Math.max(run.startS() * 1000, coveredToMs);
        if (fromMs < run.endS() * 1000) {
            pieces.addLast(new Piece(fromMs, run.endS() * 1000));
            if (pieces.size() > PIECES_MAX) {
                pieces.removeFirst();
            }
        }
    }

    long lengthMs(long fromMs, long toMs) {
        return pieces.stream()
                .mapToLong(piece -> Math.max(0, Math.min(toMs, piece.toMs()) - Math.max(fromMs, piece.fromMs())))
                .sum();
    }

    /** What happened until then is known now. */
    void coveredTo(long atMs) {
        pieces.removeIf(piece -> piece.toMs() <= atMs);
    }

    void write(StateWriter out) {
        out.number(knownToS.size());
        knownToS.forEach((container, toS) -> {
            out.text(container);
            out.seconds(toS);
        });
        out.number(pieces.size());
        for (Piece piece : pieces) {
            out.millis(piece.fromMs());
            out.millis(piece.toMs());
        }
    }

    static HiddenRuns read(StateReader in) {
        HiddenRuns read = new HiddenRuns();
        for (int left = in.count(); left > 0; left--) {
            read.knownToS.put(in.name(), in.seconds());
        }
        for (int left = in.count(); left > 0; left--) {
            read.pieces.addLast(new Piece(in.millis(), in.millis()));
        }
        return read;
    }
}
