package dev.sublet.reporter.outside;

import dev.sublet.ledger.seal.Manifest;
import dev.sublet.ledger.seal.SealedFile;
import dev.sublet.ledger.seal.SealedNames;
import dev.sublet.ledger.seal.SealedTable;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.sql.SqlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * SQL that gives DuckDB views of a sealed folder, in units: made of the same texts that Sublet reads its files by, over
 * the files that the manifest names. Reads the manifest only, so it works beside a running daemon.
 */
public final class Views {
    private final Path sealed;
    private final Manifest manifest;
    private final StringBuilder script = new StringBuilder();

    private Views(Path sealed, Manifest manifest) {
        this.sealed = sealed;
        this.manifest = manifest;
    }

    /**
     * The script for the ledger of a data folder.
     *
     * @throws ReportException when nothing is sealed there yet
     */
    public static String of(Path data) {
        Path sealed = data.toAbsolutePath().normalize().resolve(Path.of("ledger", "sealed"));
        Manifest manifest = Manifest.read(sealed)
                .orElseThrow(() -> new ReportException(
                        "there is no " + sealed.resolve(Manifest.FILE_NAME)
                                + ": nothing is sealed yet; a daemon seals by" + " itself, or run sublet compact",
                        2));
        return new Views(sealed, manifest).script();
    }

    private String script() {
        script.append(SqlFile.read(Views.class, "head.sql").replace("{sealed}", (sealed + "/").replace("'", "''")));
        for (SealedTable table : SealedTable.values()) {
            if (isThere(table)) {
                view(table);
            }
        }
        if (!files(SealedTable.USAGE).isEmpty() && isThere(SealedTable.POD_SPAN)) {
            script.append('\n').append(SqlFile.read(Views.class, "pod_usage.sql"));
        }
        return script.toString();
    }

    private List<SealedFile> files(SealedTable table) {
        return manifest.files().stream()
                .filter(file -> file.table().equals(table.tableName()))
                .toList();
    }

    private boolean isThere(SealedTable table) {
        return isOpen(table) || !files(table).isEmpty();
    }

    /** Whether what the hot store holds of the table lies beside the sealed files. */
    private boolean isOpen(SealedTable table) {
        return table.holdsSpans() && Files.isDirectory(sealed.resolve(SealedNames.openFolder(table)));
    }

    private void view(SealedTable table) {
        StringJoiner sources = new StringJoiner("\nUNION ALL\n");
        TreeSet<Integer> layouts = new TreeSet<>();
        files(table).forEach(file -> layouts.add(file.layout()));
        for (int layout : layouts) {
            String variable = table.tableName() + "_" + layout;
            script.append("\nSET VARIABLE ")
                    .append(variable)
                    .append(" = (SELECT list(getvariable('sealed') || file) FROM sealed_file WHERE \"table\" = '")
                    .append(table.tableName())
                    .append("' AND layout = ")
                    .append(layout)
                    .append(");");
            sources.add(source(table, layout, "getvariable('" + variable + "')", table.holdsSpans() ? 1 : 0));
        }
        if (isOpen(table)) {
            String glob = "getvariable('sealed') || '" + SealedNames.openFolder(table) + "/*/open.parquet'";
            sources.add(source(table, table.layout(), glob, 0));
        }
        String rows = "(\n" + sources + "\n)";
        script.append("\nCREATE OR REPLACE VIEW ")
                .append(table.tableName())
                .append(" AS\n")
                .append(
                        table.holdsSpans()
                                ? SqlFile.read(Views.class, "latest-span.sql").replace("{rows}", rows)
                                : "FROM " + rows + ";\n");
    }

    /** @param age 0 for the newest version of a span; only spans have it */
    private static String source(SealedTable table, int layout, String files, int age) {
        String read = table.read(
                layout, "read_parquet(" + files + ", hive_partitioning = true, hive_types_autocast = false)");
        return table.holdsSpans() ? "SELECT *, " + age + " AS age FROM (" + read + ")" : read;
    }
}
