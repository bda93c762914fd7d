package dev.sublet.export;

import dev.sublet.reporter.allocation.Allocation;
import dev.sublet.reporter.close.Receipts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Receipts of a closed period in one file. Stateless. */
public final class ReceiptsArchive {
    /** The entry that holds the period's name. */
    public static final String PERIOD = "period.txt";

    private static final String ZIPPED = "receipts.zip";

    private ReceiptsArchive() {}

    /** Puts the receipts that lie in a workspace together, with how to read them; returns the file, in the workspace. */
    public static Path zip(ExportWorkspace workspace, String period) throws IOException {
        Path file = workspace.file(ZIPPED);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            text(zip, "README.md", Receipts.readme(period));
            text(zip, PERIOD, period);
            for (Map.Entry<String, String> step : Allocation.texts().entrySet()) {
                text(zip, "sql/" + step.getKey(), step.getValue());
            }
            for (String each : Receipts.files()) {
                zip.putNextEntry(new ZipEntry(each));
                Files.copy(workspace.file(each), zip);
                zip.closeEntry();
            }
        }
        return file;
    }

    private static void text(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
