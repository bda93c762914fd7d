package dev.sublet.daemon;

import dev.sublet.ledger.seal.UpkeepStep;
import java.util.EnumMap;
import java.util.Map;

/**
 * How upkeep goes since the start of this process. Immutable.
 *
 * @param pieces pieces done, by kind; every kind has a number
 * @param failures pieces that could not be done
 * @param lastSealS second of the last piece that sealed; 0 when there was none
 * @param totals what lies sealed, as last counted
 */
record UpkeepStats(Map<UpkeepStep.Kind, Long> pieces, long failures, long lastSealS, SealedTotals totals) {
    UpkeepStats {
        pieces = Map.copyOf(pieces);
    }

    static UpkeepStats none() {
        Map<UpkeepStep.Kind, Long> pieces = new EnumMap<>(UpkeepStep.Kind.class);
        for (UpkeepStep.Kind kind : UpkeepStep.Kind.values()) {
            pieces.put(kind, 0L);
        }
        return new UpkeepStats(pieces, 0, 0, SealedTotals.NONE);
    }

    UpkeepStats done(UpkeepStep step, long nowS) {
        Map<UpkeepStep.Kind, Long> more = new EnumMap<>(pieces);
        more.merge(step.kind(), 1L, Long::sum);
        return new UpkeepStats(more, failures, step.kind() == UpkeepStep.Kind.SEALED ? nowS : lastSealS, totals);
    }

    UpkeepStats failed() {
        return new UpkeepStats(pieces, failures + 1, lastSealS, totals);
    }

    UpkeepStats counted(SealedTotals now) {
        return new UpkeepStats(pieces, failures, lastSealS, now);
    }
}
