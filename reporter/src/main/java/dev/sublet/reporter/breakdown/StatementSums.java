package dev.sublet.reporter.breakdown;

import dev.sublet.reporter.statement.ClusterWindow;
import dev.sublet.reporter.statement.Rounding;
import dev.sublet.reporter.statement.Statement;
import dev.sublet.reporter.statement.StatementLine;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a statement's rounded lines come to, by those of some keys that lines have: other sums are cut to these, so that each sum shows the same units of
 * its currency whoever asks. Immutable.
 */
final class StatementSums {
    private final Set<By.Key> keys;
    private final Map<List<@Nullable String>, BigDecimal> sums = new HashMap<>();
    private final int digits;

    StatementSums(Statement statement, Set<By.Key> keys, @Nullable String costCenter) {
        this.keys = keys;
        this.digits = statement.rounded().digits();
        Map<String, String> clusters = statement.clusters().stream()
                .collect(Collectors.toMap(ClusterWindow::cluster, ClusterWindow::clusterName, (one, same) -> one));
        for (int index = 0; index < statement.lines().size(); index++) {
            StatementLine line = statement.lines().get(index);
            if (costCenter == null || costCenter.equals(line.costCenter())) {
                List<@Nullable String> known = new ArrayList<>();
                for (By.Key key : keys) {
                    if (ofLines(key)) {
                        known.add(name(key, line, clusters));
                    }
                }
                sums.merge(known, statement.rounded().amounts().get(index), BigDecimal::add);
            }
        }
    }

    /** Whether each line lies wholly in one value of the key. */
    private static boolean ofLines(By.Key key) {
        return switch (key) {
            case COST_CENTER, TEAM, CLUSTER, VCLUSTER, VCLUSTER_UID, CLASS, RESOURCE -> true;
            case VIRTUAL_NAMESPACE, OWNER, NODE, DAY -> false;
        };
    }

    private static @Nullable String name(By.Key key, StatementLine line, Map<String, String> clusters) {
        return switch (key) {
            case COST_CENTER -> line.costCenter();
            case TEAM -> line.team();
            case CLUSTER -> clusters.getOrDefault(line.cluster(), line.cluster());
            case VCLUSTER -> line.vcluster();
            case VCLUSTER_UID -> line.vclusterUid();
            case CLASS -> line.podClass();
            case RESOURCE -> line.resource();
            case VIRTUAL_NAMESPACE, OWNER, NODE, DAY -> throw new IllegalArgumentException("no line has a " + key);
        };
    }

    /**
     * Rounded amounts that add up to the statement's.
     *
     * @param names of the keys, of each amount
     * @param nanos in 10⁻⁹ of the currency
     */
    List<BigDecimal> cut(List<List<@Nullable String>> names, List<BigInteger> nanos) {
        Map<List<@Nullable String>, List<Integer>> members = new LinkedHashMap<>();
        for (int index = 0; index < names.size(); index++) {
            members.computeIfAbsent(known(names.get(index)), any -> new ArrayList<>())
                    .add(index);
        }
        List<BigDecimal> amounts = new ArrayList<>(Collections.nCopies(nanos.size(), BigDecimal.ZERO.setScale(digits)));
        members.forEach((group, indexes) -> {
            List<BigDecimal> parts = Rounding.parts(
                    indexes.stream().map(nanos::get).toList(),
                    Objects.requireNonNullElse(sums.get(group), BigDecimal.ZERO.setScale(digits)));
            for (int part = 0; part < parts.size(); part++) {
                amounts.set(indexes.get(part), parts.get(part));
            }
        });
        return amounts;
    }

    private List<@Nullable String> known(List<@Nullable String> names) {
        List<@Nullable String> known = new ArrayList<>();
        int at = 0;
        for (By.Key key : keys) {
            if (ofLines(key)) {
                known.add(names.get(at));
            }
            at++;
        }
        return known;
    }
}
