package dev.sublet.grafana;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sublet's own metrics in a text of Prometheus' format, as a table for docs. */
final class MetricsTable {
    private static final Pattern HELP = Pattern.compile("# HELP (sublet_\\w+) (.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE (sublet_\\w+) (\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("(sublet_\\w+)\\{(.*)} .*");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    private MetricsTable() {}

    static String of(String scraped) {
        Map<String, String> helps = new TreeMap<>();
        Map<String, String> types = new TreeMap<>();
        Map<String, TreeSet<String>> labels = new TreeMap<>();
        for (String line : scraped.lines().toList()) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (help.matches()) {
                helps.put(help.group(1), help.group(2));
            } else if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (sample.matches()) {
                Matcher label = LABEL.matcher(sample.group(2));
                while (label.find()) {
                    labels.computeIfAbsent(
                                    sample.group(1).replaceAll("_(bucket|sum|count)$", ""), key -> new TreeSet<>())
                            .add(label.group(1));
                }
            }
        }
        StringBuilder table = new StringBuilder("| metric | type | labels | what |\n|---|---|---|---|\n");
        types.forEach((name, type) -> {
            TreeSet<String> own = labels.getOrDefault(name, new TreeSet<>());
            own.remove("le");
            table.append("| `")
                    .append(name)
                    .append("` | ")
                    .append(type)
                    .append(" | ")
                    .append(own.isEmpty() ? "" : "`" + String.join("`, `", own) + "`")
                    .append(" | ")
                    .append(helps.getOrDefault(name, ""))
                    .append(" |\n");
        });
        return table.toString();
    }
}
