package dev.sublet.api;

import dev.sublet.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes a bill's files: all files of one export in one call. They are gone when the answer is made. */
final class BillTask implements Operation.Task {
    private static final int FILES_MAX = 100;
    private static final int NAME_CHARS_MAX = 100;

    /** Answers a call whose files lie at these absolute paths. */
    @FunctionalInterface
    interface Taking {
        Reply reply(Call call, List<String> files);
    }

    private final Path data;
    private final Taking taking;

    BillTask(Path data, Taking taking) {
        this.data = data;
        this.taking = taking;
    }

    @Override
    public Reply reply(Call call) {
        List<Upload> uploads = call.uploads();
        if (uploads.isEmpty() || uploads.size() > FILES_MAX) {
            throw ApiProblem.wrong("send 1 to " + FILES_MAX
                    + " files of one FOCUS export as multipart/form-data, such as curl -F file=@export.csv");
        }
        Path folder = null;
        try {
            folder = Files.createTempDirectory(Uploads.folder(data), "bill-");
            List<String> files = new ArrayList<>();
            for (Upload upload : uploads) {
                Path named = folder.resolve(name(upload.name(), files));
                Files.move(upload.file(), named);
                files.add(named.toString());
            }
            return taking.reply(call, files);
        } catch (IOException e) {
            throw Problem.environment("the files that came cannot be kept in " + data + " (" + e + ")", e);
        } finally {
            if (folder != null) {
                Uploads.remove(folder);
            }
        }
    }

    /** Its sender's name tells the format, and goes on record; it leads nowhere else. */
    private static String name(String given, List<String> before) {
        String plain = given.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.+", "_");
        String name = plain.isEmpty() ? "export.csv" : plain;
        String end = name.length() > NAME_CHARS_MAX ? name.substring(name.length() - NAME_CHARS_MAX) : name;
        Set<String> taken = new HashSet<>();
        before.forEach(file -> taken.add(String.valueOf(Path.of(file).getFileName())));
        return taken.contains(end) ? before.size() + "-" + end : end;
    }
}
