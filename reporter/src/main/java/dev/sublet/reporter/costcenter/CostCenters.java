package dev.sublet.reporter.costcenter;

import java.math.BigInteger;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of cost centers. Those that no file names have none of it and still pay. Times are seconds since the epoch.
 * Immutable.
 *
 * @param source the file's name, for messages; empty for none
 * @param entries in the order of the file; several for one ID never overlap in time, and no line of parents is a ring
 * @param entities by ID
 * @param budgets in the order of the file; several for one ID never overlap in time
 * @param unusualFloorNanos a day whose cost is off by less than that is not unusual
 */
public record CostCenters(
        String source,
        List<CostCenter> entries,
        Map<String, Entity> entities,
        List<Budget> budgets,
        BigInteger unusualFloorNanos) {
    public CostCenters {
        entries = List.copyOf(entries);
        budgets = List.copyOf(budgets);
        entities = Map.copyOf(entities);
    }

    /** Nothing is known. */
    public static CostCenters none() {
        return new CostCenters("", List.of(), Map.of(), List.of(), BudgetParser.FLOOR_DEFAULT);
    }

    /**
     * Reads a file of cost centers, whose dates are midnights of UTC.
     *
     * @throws dev.sublet.reporter.entry.EntryException in one line when it is not valid
     */
    public static CostCenters parse(String yaml, String sourceName) {
        return parse(yaml, sourceName, ZoneOffset.UTC);
    }

    /** Likewise; the dates of budgets are midnights of {@code zone}. */
    public static CostCenters parse(String yaml, String sourceName, ZoneId zone) {
        return new CostCentersParser(yaml, sourceName, zone).parse();
    }

    /** All IDs, sorted. */
    public List<String> ids() {
        return List.copyOf(new TreeSet<>(entries.stream().map(CostCenter::id).toList()));
    }

    /** The cost center as it is at a second. */
    public Optional<CostCenter> at(String id, long atS) {
        return entries.stream()
                .filter(entry -> entry.id().equals(id) && entry.holdsAt(atS))
                .findFirst();
    }

    /** The cost center and those above it, the top last; empty when it is not known then. */
    public List<CostCenter> upwards(String id, long atS) {
        List<CostCenter> line = new ArrayList<>();
        Optional<CostCenter> next = at(id, atS);
        while (next.isPresent()) {
            line.add(next.get());
            String parent = next.get().parent();
            next = parent == null ? Optional.empty() : at(parent, atS);
        }
        return List.copyOf(line);
    }

    /** Its name, or the ID where none is known. */
    public String name(String id, long atS) {
        return at(id, atS).map(CostCenter::name).orElse(id);
    }

    /** The legal entity of the cost center, or of the nearest above it that has one. */
    public Optional<Entity> entity(String id, long atS) {
        return nearest(id, atS, CostCenter::entity).map(entities::get);
    }

    /** The account code of the cost center, or of the nearest above it that has one. */
    public Optional<String> account(String id, long atS) {
        return nearest(id, atS, CostCenter::account);
    }

    /** The e-mail address of the cost center's lead, or of the nearest above it that has one. */
    public Optional<String> lead(String id, long atS) {
        return nearest(id, atS, CostCenter::lead);
    }

    private Optional<String> nearest(String id, long atS, Function<CostCenter, @Nullable String> field) {
        for (CostCenter each : upwards(id, atS)) {
            String value = field.apply(each);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
