package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.ReportFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A statement's files of all formats, in one folder. Stateless. */
final class ReportFolder {
    private ReportFolder() {}

    /**
     * Makes or replaces each file as a whole, and the folder where there is none; nothing before the whole answer could be read.
     *
     * @return what was written, in words
     */
    static String write(Answer answer, Path folder) {
        Map<String, byte[]> files = files(answer);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw Problem.environment("cannot make folder " + folder + " (" + e + "); name another with -o", e);
        }
        files.forEach((name, content) -> Output.replace(folder.resolve(name), content));
        return files.size() + " files to " + folder + " (" + String.join(", ", files.keySet()) + ")";
    }

    /** Only those that a statement has, so that no name leads elsewhere. */
    private static Map<String, byte[]> files(Answer answer) {
        Set<String> known =
                ReportFormat.single().stream().map(ReportFormat::file).collect(Collectors.toSet());
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.content()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (known.contains(entry.getName())) {
                    files.put(entry.getName(), zip.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("an answer with all formats cannot be read", e);
        }
        return files;
    }
}
