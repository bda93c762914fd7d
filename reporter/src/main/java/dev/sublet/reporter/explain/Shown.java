package dev.sublet.reporter.explain;

import dev.sublet.reporter.statement.RoundedAmounts;
import dev.sublet.reporter.statement.Rounding;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a statement shows for an amount that is explained: its lines are rounded once, and whoever asks sees the same cents. Stateless. */
final class Shown {
    /** By these a statement's lines are summed before any is rounded. */
    private static final Set<Filter> WHOLE =
            EnumSet.of(Filter.COST_CENTER, Filter.VCLUSTER, Filter.CLUSTER, Filter.CLASS);

    private Shown() {}

    private record Group(List<String> path, BigInteger nanos, boolean chosen) {}

    /** Null for a selection that does not consist of whole classes of vclusters. */
    static @Nullable BigDecimal of(Ground ground, Narrowing narrowing, Map<Filter, String> selection)
            throws SQLException {
        if (!WHOLE.containsAll(selection.keySet())) {
            return null;
        }
        Narrowing.Where where = narrowing.where(selection);
        List<Group> groups = Query.read(
                ground.connection(),
                "SELECT cost_center, coalesce(vcluster_uid, '') AS uid, cluster, class, sum(amount_nanos)::VARCHAR AS nanos, bool_or("
                        + where.sql() + ") AS chosen FROM explained e GROUP BY cost_center, uid, cluster, class",
                where.values(),
                row -> new Group(
                        List.of(
                                text(row.getString("cost_center")),
                                text(row.getString("uid")),
                                text(row.getString("cluster")),
                                text(row.getString("class"))),
                        Query.whole(row, "nanos"),
                        row.getBoolean("chosen")));
        return RoundedAmounts.ofPaths(
                        groups.stream().map(Group::path).toList(),
                        groups.stream().map(Group::nanos).toList(),
                        Rounding.digitsOf(ground.terms().prices().currency()))
                .sum(index -> groups.get(index).chosen());
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
