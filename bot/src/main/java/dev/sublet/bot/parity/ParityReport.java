package dev.sublet.bot.parity;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How far a virtual cluster is like another cluster. Immutable.
 *
 * @param items the worst first
 * @param unread what neither side could be asked about
 */
public record ParityReport(List<ParityItem> items, List<String> unread) {
    private static final int BEST = 100;
    private static final Map<ParityItem.Weight, Integer> MOST =
            new EnumMap<>(Map.of(ParityItem.Weight.BAD, 60, ParityItem.Weight.FAIR, 30, ParityItem.Weight.SMALL, 10));

    public ParityReport {
        items = items.stream().sorted(Comparator.comparing(ParityItem::weight)).toList();
        unread = unread.stream().sorted().toList();
    }

    /**
     * From 0 to 100: 100, less 15 for each bad item but at most 60, less 5 for each fair one but at most 30, less 1 for each small one but
     * at most 10. Many small things so never weigh as much as one that breaks a test.
     */
    public int score() {
        int score = BEST;
        for (Map.Entry<ParityItem.Weight, Integer> weight : MOST.entrySet()) {
            long count = items.stream()
                    .filter(item -> item.weight() == weight.getKey())
                    .count();
            score -= (int) Math.min(weight.getValue(), count * weight.getKey().points());
        }
        return score;
    }
}
