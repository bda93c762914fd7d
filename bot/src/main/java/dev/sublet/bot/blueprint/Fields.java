package dev.sublet.bot.blueprint;

import dev.sublet.bot.resource.Durations;
import dev.sublet.reporter.entry.Entry;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Single values of a blueprint. Errors name the place, the value and what to write. Stateless. */
final class Fields {
    private Fields() {}

    /**
     * A whole number within limits.
     *
     * @param otherwise null when it must be there
     */
    static int number(Entry entry, String key, int min, int max, @Nullable Integer otherwise) {
        if (!entry.node().has(key)) {
            if (otherwise == null) {
                throw entry.error("no " + key + "; add a whole number from " + min + " to " + max);
            }
            return otherwise;
        }
        if (!entry.node().get(key).canConvertToInt() || !entry.node().get(key).isIntegralNumber()) {
            throw entry.error(key + " \"" + entry.node().get(key).asText() + "\" is not a whole number");
        }
        int number = entry.node().get(key).intValue();
        if (number < min || number > max) {
            throw entry.error(key + " " + number + " is not between " + min + " and " + max);
        }
        return number;
    }

    static @Nullable Duration duration(Entry entry, String key) {
        Optional<String> text = entry.text(key);
        if (text.isEmpty()) {
            return null;
        }
        return Durations.parse(text.get())
                .orElseThrow(
                        () -> entry.error(key + " \"" + text.get() + "\" is not a time; write 30m, 8h, 14d or 2w"));
    }

    static Quantity quantity(Entry entry, String key, @Nullable Quantity otherwise) {
        Optional<String> text = entry.text(key);
        if (text.isEmpty()) {
            if (otherwise == null) {
                throw entry.error("no " + key + "; add a Kubernetes quantity such as 4 or 16Gi");
            }
            return otherwise;
        }
        try {
            Quantity quantity = new Quantity(text.get());
            if (quantity.getNumericalAmount().signum() >= 0) {
                return quantity;
            }
        } catch (IllegalArgumentException e) {
            throw notQuantity(entry, key, text.get());
        }
        throw notQuantity(entry, key, text.get());
    }

    private static RuntimeException notQuantity(Entry entry, String key, String text) {
        return entry.error(key + " \"" + text + "\" is not a Kubernetes quantity of 0 or more; write 4, 500m or 16Gi");
    }

    static <E extends Enum<E>> E choice(Entry entry, String key, Class<E> choices, E otherwise) {
        Optional<String> text = entry.text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        return Arrays.stream(choices.getEnumConstants())
                .filter(choice -> choice.name().toLowerCase(Locale.ROOT).equals(text.get()))
                .findFirst()
                .orElseThrow(() -> entry.error(key + " \"" + text.get() + "\" is unknown; choose from "
                        + Arrays.toString(choices.getEnumConstants()).toLowerCase(Locale.ROOT)));
    }
}
