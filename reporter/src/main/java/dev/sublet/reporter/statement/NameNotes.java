package dev.sublet.reporter.statement;

import dev.sublet.ledger.owner.NamespaceOwner;
import dev.sublet.ledger.owner.OwnerEntry;
import dev.sublet.ledger.owner.OwnerShare;
import dev.sublet.reporter.Spelling;
import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.sql.SqlFile;
import dev.sublet.reporter.terms.Terms;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Names in the files of terms that nothing in the ledger and no other file has: each is somebody's money gone elsewhere in silence. Stateless. */
public final class NameNotes {
    /** How such a note begins. */
    public static final String START = "unknown name: ";

    private static final int NOTES_MAX = 20;
    private static final String SUSPENSE = "suspense";

    private NameNotes() {}

    /** The temporary tables that the allocation leaves must be those of the period. */
    public static List<String> of(Connection connection, Period period, Terms terms) throws SQLException {
        List<OwnerEntry> entries = terms.owners().entries(Allocation.billingZone(connection)).stream()
                .filter(entry -> entry.fromS() < period.toS() && entry.toS() > period.fromS())
                .toList();
        List<String> notes = new ArrayList<>(subjects(connection, terms.owners().source(), entries));
        notes.addAll(virtualNamespaces(connection, terms.owners().source(), entries));
        notes.addAll(costCenters(connection, terms, entries));
        if (notes.size() <= NOTES_MAX) {
            return notes;
        }
        List<String> some = new ArrayList<>(notes.subList(0, NOTES_MAX));
        some.add(START + (notes.size() - NOTES_MAX) + " more are known to nobody; mend these first");
        return some;
    }

    private static List<String> subjects(Connection connection, String file, List<OwnerEntry> entries)
            throws SQLException {
        List<String> notes = new ArrayList<>();
        for (boolean vclusters : List.of(true, false)) {
            Set<String> written = entries.stream()
                    .filter(entry -> entry.ofVcluster() == vclusters)
                    .map(OwnerEntry::subject)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            String kind = vclusters ? "vcluster" : "namespace";
            if (written.isEmpty()) {
                continue;
            }
            // What costs something in the period is soonest asked; all of the ledger is asked for the rest alone.
            Set<String> there = names(connection, kind + "s-there.sql", "");
            written.removeAll(there);
            if (written.isEmpty()) {
                continue;
            }
            Set<String> ever = names(connection, kind + "s-ever.sql", "");
            ever.addAll(there);
            for (String name : written) {
                if (!ever.contains(name)) {
                    notes.add(START + file + ": " + kind + " " + name + " was never in this ledger"
                            + Spelling.hint(name, ever));
                }
            }
        }
        return notes;
    }

    private static List<String> virtualNamespaces(Connection connection, String file, List<OwnerEntry> entries)
            throws SQLException {
        List<String> notes = new ArrayList<>();
        for (OwnerEntry entry : entries) {
            Set<String> written = entry.virtualNamespaces().stream()
                    .filter(each -> !each.isStart())
                    .map(NamespaceOwner::pattern)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!written.isEmpty()) {
                Set<String> ever = names(connection, "virtual-namespaces-ever.sql", entry.subject());
                if (!ever.isEmpty()) {
                    written.removeAll(ever);
                    written.forEach(name -> notes.add(START + file + ": virtual namespace " + name
                            + " was never in vcluster " + entry.subject() + Spelling.hint(name, ever)));
                }
            }
        }
        return notes;
    }

    /** Without a file of cost centers every name counts. */
    private static List<String> costCenters(Connection connection, Terms terms, List<OwnerEntry> entries)
            throws SQLException {
        Set<String> known = new TreeSet<>(terms.costCenters().ids());
        if (known.isEmpty()) {
            return List.of();
        }
        Map<String, String> where = new LinkedHashMap<>();
        for (OwnerEntry entry : entries) {
            String place = terms.owners().source() + ", " + (entry.ofVcluster() ? "vcluster " : "namespace ")
                    + entry.subject();
            entry.shares().stream().map(OwnerShare::costCenter).forEach(each -> where.putIfAbsent(each, place));
            entry.virtualNamespaces().stream()
                    .map(NamespaceOwner::costCenter)
                    .forEach(each -> where.putIfAbsent(each, place));
        }
        terms.policies()
                .costCenters()
                .forEach(each -> where.putIfAbsent(each, terms.policies().source()));
        names(connection, "payers-there.sql", "").forEach(each -> where.putIfAbsent(each, "label of a namespace"));
        List<String> notes = new ArrayList<>();
        where.forEach((costCenter, place) -> {
            if (!known.contains(costCenter) && !costCenter.equals(SUSPENSE)) {
                notes.add(START + place + ": cost center " + costCenter + " is not in "
                        + terms.costCenters().source() + Spelling.hint(costCenter, known));
            }
        });
        return notes;
    }

    private static Set<String> names(Connection connection, String file, String value) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (PreparedStatement select = connection.prepareStatement(SqlFile.read(NameNotes.class, file))) {
            if (!value.isEmpty()) {
                select.setString(1, value);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String name = row.getString(1);
                    if (name != null) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }
}
