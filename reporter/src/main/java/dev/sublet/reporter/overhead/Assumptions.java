package dev.sublet.reporter.overhead;

import dev.sublet.reporter.ReportException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All numbers that comparisons and advice rest on. Immutable. */
public final class Assumptions {
    private final Map<Assumption, Long> changed;

    private Assumptions(Map<Assumption, Long> changed) {
        this.changed = changed;
    }

    /** The usual ones. */
    public static Assumptions usual() {
        return new Assumptions(new EnumMap<>(Assumption.class));
    }

    /**
     * The usual ones but for those given as {@code name=number}.
     *
     * @throws ReportException in one line when one is not there, no whole number or out of its bounds
     */
    public static Assumptions parse(List<String> given) {
        Map<Assumption, Long> changed = new EnumMap<>(Assumption.class);
        for (String each : given) {
            int sign = each.indexOf('=');
            String name = sign < 0 ? each : each.substring(0, sign);
            Assumption assumption = Arrays.stream(Assumption.values())
                    .filter(known -> known.label().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new ReportException(
                            "there is nothing to assume called " + name + "; name one of "
                                    + Arrays.stream(Assumption.values())
                                            .map(Assumption::label)
                                            .collect(Collectors.joining(", ")),
                            2));
            changed.put(assumption, number(assumption, sign < 0 ? "" : each.substring(sign + 1)));
        }
        return new Assumptions(changed);
    }

    private static long number(Assumption assumption, String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= assumption.min() && number <= assumption.max()) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(assumption, text, e);
        }
        throw wrong(assumption, text, null);
    }

    private static ReportException wrong(Assumption assumption, String text, @Nullable Exception cause) {
        String message = assumption.label() + "=" + text + " is no whole number from " + assumption.min() + " to "
                + assumption.max() + "; write it as " + assumption.label() + "=" + assumption.usual();
        return cause == null ? new ReportException(message, 2) : new ReportException(message, 2, cause);
    }

    public long of(Assumption assumption) {
        return changed.getOrDefault(assumption, assumption.usual());
    }
}
