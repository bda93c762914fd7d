package dev.sublet.collector.watch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of API objects: an absent one is empty, but an explicit JSON null arrives as null. */
final class Lists {
    private Lists() {}

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
