package dev.sublet.reporter.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One mapping of a file that people write, with its place, such as {@code nodes[2]}, for messages. The place is empty for the whole
 * file. All methods that read throw {@link EntryException} in one line that names file, place and remedy.
 *
 * @param title what the file is and its name, such as {@code price book prices.yaml}
 * @param zone of the midnights that dates without a time of day mean
 */
public record Entry(String title, String place, JsonNode node, ZoneId zone) {
    private static final int DECIMALS_MAX = 18;
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d+)?");

    public EntryException error(String what) {
        return new EntryException(message(what));
    }

    private EntryException error(String what, Throwable cause) {
        return new EntryException(message(what), cause);
    }

    private String message(String what) {
        return title + ": " + (place.isEmpty() ? "" : place + ": ") + what;
    }

    public void requireMap() {
        if (!node.isObject()) {
            throw error("is not a mapping; write key: value");
        }
    }

    public void allowOnly(Set<String> keys) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!keys.contains(name)) {
                throw error("unknown key \"" + name + "\"; allowed are " + String.join(", ", new TreeSet<>(keys)));
            }
        }
    }

    /** The entries of a list, or a single mapping as a list of one. */
    public Optional<List<Entry>> entries(String key) {
        JsonNode section = node.get(key);
        if (section == null) {
            return Optional.empty();
        }
        List<Entry> entries = new ArrayList<>();
        if (section.isObject()) {
            entries.add(new Entry(title, key, section, zone));
        } else if (section.isArray()) {
            for (int i = 0; i < section.size(); i++) {
                entries.add(new Entry(title, key + "[" + i + "]", section.get(i), zone));
            }
        } else if (!section.isNull()) {
            throw error(key + " is not a list; write its entries below it, each after a dash");
        }
        return Optional.of(entries);
    }

    public Optional<String> text(String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw error(key + " is not a text; write it in quotes");
        }
        return Optional.of(value.asText());
    }

    /** A text, or a list of them; empty when the key is not there. */
    public List<String> texts(String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            if (!one.isTextual() && !one.isIntegralNumber()) {
                throw error(key + " is neither a text nor a list of texts; write it in quotes");
            }
            texts.add(one.asText());
        }
        return List.copyOf(texts);
    }

    /** The keys that were written, in their order. */
    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    public Optional<Boolean> flag(String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            throw error(key + " \"" + value.asText() + "\" is neither true nor false");
        }
        return Optional.of(value.booleanValue());
    }

    /** A price in 10⁻¹⁸ of the currency. */
    public BigInteger attos(String key, long max) {
        BigDecimal price =
                decimal(key, max).orElseThrow(() -> error("no " + key + "; add its price as a decimal number"));
        return price.movePointRight(DECIMALS_MAX).toBigIntegerExact();
    }

    /** Exact, as written: the YAML reader is told not to go through floating point. */
    public Optional<BigDecimal> decimal(String key, long max) {
        JsonNode value = node.get(key);
        if (value == null) {
            return Optional.empty();
        }
        String written = value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
        if (!DECIMAL.matcher(written).matches()) {
            throw error(key + " \"" + written + "\" is not a decimal number; write one such as 0.192");
        }
        BigDecimal decimal = new BigDecimal(written);
        if (decimal.signum() < 0) {
            throw error(key + " " + written + " is negative; prices are 0 or more");
        }
        if (decimal.stripTrailingZeros().scale() > DECIMALS_MAX) {
            throw error(key + " " + written + " has more than " + DECIMALS_MAX + " decimals; round it");
        }
        if (decimal.compareTo(BigDecimal.valueOf(max)) > 0) {
            throw error(key + " " + written + " is above the limit of " + max + "; check the unit");
        }
        return Optional.of(decimal);
    }

    public Validity validity() {
        long fromS = second("from").orElse(Validity.ALWAYS.fromS());
        long toS = second("to").orElse(Validity.ALWAYS.toS());
        if (toS <= fromS) {
            throw error("to " + node.path("to").asText() + " is not after from "
                    + node.path("from").asText() + "; the end is exclusive");
        }
        return new Validity(fromS, toS);
    }

    private Optional<Long> second(String key) {
        Optional<String> written = text(key);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant instant = written.get().length() == 10
                    ? LocalDate.parse(written.get()).atStartOfDay(zone).toInstant()
                    : Instant.parse(written.get());
            if (instant.getNano() != 0) {
                throw error(key + " " + written.get() + " is not a whole second");
            }
            return Optional.of(instant.getEpochSecond());
        } catch (DateTimeException e) {
            throw error(key + " \"" + written.get() + "\" is not a date; write 2026-11-01 or 2026-11-01T06:00:00Z", e);
        }
    }
}
