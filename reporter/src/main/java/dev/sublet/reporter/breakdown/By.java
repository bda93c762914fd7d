package dev.sublet.reporter.breakdown;

import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.table.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What amounts may be summed by. */
public enum By {
    COST_CENTER,
    TEAM,
    VCLUSTER,
    CLASS,
    RESOURCE,
    VIRTUAL_NAMESPACE,
    /** The object that owns pods, such as Deployment/web. */
    OWNER,
    NODE,
    DAY;

    /** The name by which people ask for it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<Key> keys() {
        return switch (this) {
            case VCLUSTER -> List.of(Key.CLUSTER, Key.VCLUSTER, Key.VCLUSTER_UID);
            case NODE -> List.of(Key.CLUSTER, Key.NODE);
            case COST_CENTER, TEAM, CLASS, RESOURCE, VIRTUAL_NAMESPACE, OWNER, DAY -> List.of(Key.valueOf(name()));
        };
    }

    /**
     * Names separated by commas.
     *
     * @throws ReportException when a name is none of these, or comes twice
     */
    public static List<By> parse(String names) {
        List<By> chosen = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            By by = Arrays.stream(values())
                    .filter(each -> each.label().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new ReportException(
                            "there is nothing called " + name + " to sum by; name one or more of "
                                    + Arrays.stream(values()).map(By::label).collect(Collectors.joining(", ")),
                            2));
            if (chosen.contains(by)) {
                throw new ReportException(name + " is named twice in --by; name it once", 2);
            }
            chosen.add(by);
        }
        return List.copyOf(chosen);
    }

    /** A column of the view {@code posted}. */
    enum Key {
        COST_CENTER("cost_center", "costCenter", "cost center"),
        TEAM("team", "team", "team"),
        CLUSTER("cluster_name", "cluster", "cluster"),
        VCLUSTER("vcluster", "vcluster", "vcluster"),
        VCLUSTER_UID("vcluster_uid", "vclusterUid", "vcluster UID"),
        CLASS("class", "class", "class"),
        RESOURCE("resource", "resource", "resource"),
        VIRTUAL_NAMESPACE("virtual_namespace", "virtualNamespace", "virtual namespace"),
        OWNER("owner", "owner", "owner"),
        NODE("node", "node", "node"),
        DAY("day_s", "day", "day");

        private final String sql;
        private final String key;
        private final String title;

        Key(String sql, String key, String title) {
            this.sql = sql;
            this.key = key;
            this.title = title;
        }

        String sql() {
            return sql;
        }

        Column column() {
            return Column.text(key, title);
        }
    }
}
