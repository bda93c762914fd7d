package dev.sublet.reporter.costcenter;

import dev.sublet.reporter.entry.Entry;
import dev.sublet.reporter.entry.Validity;
import dev.sublet.reporter.entry.YamlText;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one file of cost centers. Not thread-safe. */
final class CostCentersParser {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern MAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final String RESERVED = "suspense";

    private final String yaml;
    private final String sourceName;
    private final ZoneId budgetZone;

    CostCentersParser(String yaml, String sourceName, ZoneId budgetZone) {
        this.yaml = yaml;
        this.sourceName = sourceName;
        this.budgetZone = budgetZone;
    }

    CostCenters parse() {
        Entry file = YamlText.read(yaml, "cost center file " + sourceName);
        file.allowOnly(Set.of("entities", "costCenters", "budgets", "unusualDays"));
        Map<String, Entity> entities = new LinkedHashMap<>();
        for (Entry entry : file.entries("entities").orElse(List.of())) {
            Entity entity = entity(entry);
            if (entities.put(entity.id(), entity) != null) {
                throw entry.error("entity " + entity.id() + " is there twice; keep one");
            }
        }
        List<Entry> written = file.entries("costCenters").orElse(List.of());
        List<CostCenter> costCenters = new ArrayList<>();
        for (Entry entry : written) {
            CostCenter costCenter = costCenter(entry, entities);
            for (CostCenter other : costCenters) {
                if (other.id().equals(costCenter.id()) && other.validity().overlaps(costCenter.validity())) {
                    throw entry.error("cost center " + other.id() + " is there twice at the same time; end the earlier"
                            + " entry with to where the later has from");
                }
            }
            costCenters.add(costCenter);
        }
        CostCenters all = new CostCenters(
                sourceName,
                costCenters,
                entities,
                BudgetParser.budgets(new Entry(file.title(), "", file.node(), budgetZone), costCenters),
                BudgetParser.floor(file));
        for (int i = 0; i < written.size(); i++) {
            checkParents(written.get(i), costCenters.get(i), all);
        }
        return all;
    }

    private static Entity entity(Entry entry) {
        entry.requireMap();
        entry.allowOnly(Set.of("id", "name", "currency", "accounts"));
        String id = needed(entry, "id");
        String currency = entry.text("currency").orElse(null);
        if (currency != null && !CURRENCY.matcher(currency).matches()) {
            throw entry.error("currency \"" + currency + "\" is not a three-letter code such as EUR");
        }
        Optional<Entry> accounts = entry.entries("accounts").map(entries -> one(entry, entries));
        accounts.ifPresent(each -> each.allowOnly(Set.of("clearing", "dueTo", "dueFrom")));
        return new Entity(
                id,
                entry.text("name").orElse(id),
                currency,
                accounts.flatMap(each -> each.text("clearing")).orElse(null),
                accounts.flatMap(each -> each.text("dueTo")).orElse(null),
                accounts.flatMap(each -> each.text("dueFrom")).orElse(null));
    }

    private static Entry one(Entry entry, List<Entry> entries) {
        if (entries.size() != 1) {
            throw entry.error(
                    "accounts is not a mapping; write {clearing: \"1800\", dueTo: \"2400\", dueFrom: \"1400\"}");
        }
        return entries.get(0);
    }

    private static CostCenter costCenter(Entry entry, Map<String, Entity> entities) {
        entry.requireMap();
        entry.allowOnly(Set.of("id", "name", "parent", "entity", "account", "lead", "from", "to"));
        String id = needed(entry, "id");
        if (id.equals(RESERVED)) {
            throw entry.error("id " + RESERVED + " is kept for what has no owner yet; choose another");
        }
        String entity = entry.text("entity").orElse(null);
        if (entity != null && !entities.containsKey(entity)) {
            throw entry.error("entity " + entity + " of cost center " + id + " is not there; add it under entities");
        }
        String lead = entry.text("lead").orElse(null);
        if (lead != null && !MAIL.matcher(lead).matches()) {
            throw entry.error("lead \"" + lead + "\" of cost center " + id + " is not an e-mail address");
        }
        return new CostCenter(
                id,
                entry.text("name").orElse(id),
                entry.text("parent").orElse(null),
                entity,
                entry.text("account").orElse(null),
                lead,
                entry.validity());
    }

    private static String needed(Entry entry, String key) {
        return entry.text(key)
                .filter(text -> !text.isBlank() && text.equals(text.strip()))
                .orElseThrow(() -> entry.error("no " + key + "; statements name it"));
    }

    /** Parents are looked at wherever one of them may change: nothing can be wrong only between. */
    private static void checkParents(Entry entry, CostCenter costCenter, CostCenters all) {
        if (costCenter.parent() == null) {
            return;
        }
        for (long atS : changes(costCenter.validity(), all)) {
            Set<String> seen = new HashSet<>(Set.of(costCenter.id()));
            CostCenter below = costCenter;
            for (String parent = below.parent(); parent != null; parent = below.parent()) {
                if (!seen.add(parent)) {
                    throw entry.error("cost center " + costCenter.id() + " is below itself by way of " + parent
                            + "; correct one parent");
                }
                below = parent(entry, below, parent, all, atS);
            }
        }
    }

    private static CostCenter parent(
            Entry entry, CostCenter below, @Nullable String parent, CostCenters all, long atS) {
        return all.entries().stream()
                .filter(each -> each.id().equals(parent) && each.holdsAt(atS))
                .findFirst()
                .orElseThrow(() -> entry.error("parent " + parent + " of cost center " + below.id()
                        + (all.entries().stream().anyMatch(each -> each.id().equals(parent))
                                ? " does not hold for all of its time; give it the same dates, or end this entry"
                                : " is not there; add it under costCenters")));
    }

    private static Set<Long> changes(Validity validity, CostCenters all) {
        Set<Long> changes = new TreeSet<>(Set.of(validity.fromS()));
        for (CostCenter each : all.entries()) {
            for (long atS : new long[] {each.validity().fromS(), each.validity().toS()}) {
                if (validity.fromS() < atS && atS < validity.toS()) {
                    changes.add(atS);
                }
            }
        }
        return changes;
    }
}
