package dev.sublet.collector.discovery;

import dev.sublet.collector.facts.NamespaceFacts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The marks of namespaces that a vcluster maps, remembered after their end: their pods' end is told apart. Not thread-safe. */
final class MappedNamespaces {
    /** Marked namespaces beyond this are forgotten, oldest first. */
    static final int MARKED_MAX = 50_000;

    private record Mark(String text, boolean current) {}

    private final Map<String, Mark> marks = new LinkedHashMap<>();

    /** Returns whether that was news. */
    boolean seen(NamespaceFacts namespace) {
        String text = namespace.managedBy();
        Mark before = marks.get(namespace.name());
        Mark now = text != null ? new Mark(text, true) : before == null ? null : new Mark(before.text, false);
        if (now == null || now.equals(before)) {
            return false;
        }
        marks.put(namespace.name(), now);
        if (marks.size() > MARKED_MAX) {
            marks.remove(marks.keySet().iterator().next());
        }
        return true;
    }

    /** The mark by which pods in the namespace are believed; null when it has none any more. */
    @Nullable
    String markOf(String namespace) {
        Mark mark = marks.get(namespace);
        return mark != null && mark.current ? mark.text : null;
    }

    /** The mark that the namespace has or had. */
    @Nullable
    String everMarkOf(String namespace) {
        Mark mark = marks.get(namespace);
        return mark == null ? null : mark.text;
    }
}
