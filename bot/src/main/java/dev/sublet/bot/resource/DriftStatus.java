package dev.sublet.bot.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What differs from the blueprint. Immutable.
 *
 * @param checkedAt when it was last compared
 * @param count how many objects differ, those beyond the list included
 * @param items the first of them
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DriftStatus(
        String checkedAt,
        @JsonInclude(JsonInclude.Include.ALWAYS) int count,
        List<DriftItem> items) {
    /** More are counted, not listed. */
    public static final int ITEMS_MAX = 20;

    public DriftStatus {
        items = items == null ? List.of() : items.stream().limit(ITEMS_MAX).toList();
    }
}
