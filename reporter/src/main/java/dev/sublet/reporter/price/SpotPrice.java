package dev.sublet.reporter.price;

import dev.sublet.reporter.entry.EntryException;
import dev.sublet.reporter.entry.Validity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a spot node of an instance type cost in a zone from one change of the price to the next.
 *
 * @param zone empty for all zones that the file does not name
 * @param attosPerHour in 10⁻¹⁸ of the currency
 */
public record SpotPrice(String instanceType, String zone, BigInteger attosPerHour, Validity validity) {
    private static final int LINES_MAX = 1_000_000;
    private static final Pattern PRICE = Pattern.compile("\\d{1,6}(\\.\\d{1,18})?");
    /** Ours, and those of AWS's own price history. */
    private static final Map<String, String> COLUMNS = Map.of(
            "instancetype", "instanceType",
            "zone", "zone",
            "availabilityzone", "zone",
            "time", "time",
            "timestamp", "time",
            "price", "price",
            "spotprice", "price");

    private record Key(String instanceType, String zone) {}

    /**
     * Reads a CSV file with the columns instanceType, zone, time and price, in any order. A price holds until the next one of the
     * same type and zone.
     *
     * @throws EntryException in one line that names file, line and remedy
     */
    public static List<SpotPrice> parse(String csv, String sourceName) {
        List<String> lines = csv.strip().replace("\uFEFF", "").lines().toList();
        if (lines.size() > LINES_MAX) {
            throw new EntryException("spot price file " + sourceName + " has more than " + LINES_MAX
                    + " lines; leave the months out that no statement needs");
        }
        String title = "spot price file " + sourceName + " line ";
        List<String> columns = columns(lines.isEmpty() ? "" : lines.get(0), sourceName);
        Map<Key, TreeMap<Long, BigInteger>> series = new java.util.LinkedHashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            List<String> values = values(lines.get(i));
            if (values.size() != columns.size()) {
                throw new EntryException(title + (i + 1) + " has " + values.size() + " values, the first line has "
                        + columns.size() + "; correct it");
            }
            String price = values.get(columns.indexOf("price"));
            if (!PRICE.matcher(price).matches()) {
                throw new EntryException(title + (i + 1) + ": price \"" + price
                        + "\" is not a decimal number; write one such as 0.0312");
            }
            Key key = new Key(values.get(columns.indexOf("instanceType")), values.get(columns.indexOf("zone")));
            BigInteger attos = new BigDecimal(price).movePointRight(18).toBigIntegerExact();
            BigInteger other = series.computeIfAbsent(key, unseen -> new TreeMap<>())
                    .put(second(values.get(columns.indexOf("time")), title + (i + 1)), attos);
            if (other != null && !other.equals(attos)) {
                throw new EntryException(title + (i + 1) + ": " + key.instanceType() + " in zone \"" + key.zone()
                        + "\" has another price at the same time; remove one");
            }
        }
        return prices(series);
    }

    private static List<SpotPrice> prices(Map<Key, TreeMap<Long, BigInteger>> series) {
        List<SpotPrice> prices = new ArrayList<>();
        series.forEach((key, changes) -> changes.forEach((fromS, attos) -> {
            Long nextS = changes.higherKey(fromS);
            prices.add(new SpotPrice(
                    key.instanceType(),
                    key.zone(),
                    attos,
                    new Validity(fromS, nextS == null ? Validity.ALWAYS.toS() : nextS)));
        }));
        return List.copyOf(prices);
    }

    private static List<String> columns(String header, String sourceName) {
        List<String> columns = values(header).stream()
                .map(name -> COLUMNS.getOrDefault(name.toLowerCase(Locale.ROOT), name))
                .toList();
        for (String needed : List.of("instanceType", "zone", "time", "price")) {
            if (!columns.contains(needed)) {
                throw new EntryException("spot price file " + sourceName + " has no column " + needed
                        + "; its first line must name instanceType,zone,time,price");
            }
        }
        return columns;
    }

    /** Instance types, zones, times and prices hold neither commas nor quotes of their own. */
    private static List<String> values(String line) {
        List<String> values = new ArrayList<>();
        for (String value : line.split(",", -1)) {
            String bare = value.strip();
            values.add(
                    bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"")
                            ? bare.substring(1, bare.length() - 1)
                            : bare);
        }
        return values;
    }

    private static long second(String written, String place) {
        try {
            return java.time.OffsetDateTime.parse(written).toEpochSecond();
        } catch (DateTimeException e) {
            throw new EntryException(
                    place + ": time \"" + written + "\" is not an instant; write one such as " + Instant.EPOCH, e);
        }
    }
}
