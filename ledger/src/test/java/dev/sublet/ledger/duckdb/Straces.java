package dev.sublet.ledger.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code strace -f -y} saw of a {@link TrialChild} with one thread and holds it against two promises. Before a commit is
 * noted as acknowledged (the file {@code acknowledged}, then the line on standard output) the write-ahead log was synced
 * after its last write. Each renamed file was synced before the rename and its folder after it, before the next
 * acknowledgement.
 *
 * <p>A write counts from its start and a sync from its end; a sync covers only writes that ended before it began.
 */
final class Straces {
    private static final Pattern CALL = Pattern.compile("^(\\d+) +(\\w+)\\((.*)$");
    private static final Pattern RESUMED = Pattern.compile("^(\\d+) +<\\.\\.\\. (\\w+) resumed>(.*)$");
    private static final Pattern DESCRIPTOR = Pattern.compile("^\\d+<([^>]*)>");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Set<String> WRITES = Set.of("write", "pwrite64", "writev", "pwritev", "ftruncate");
    private static final Set<String> SYNCS = Set.of("fsync", "fdatasync");

    private record Call(String name, String arguments, long start) {}

    /** When a file was last written to and what a sync has covered, in lines of the trace. */
    private static final class Written {
        long lastStart = -1;
        long lastEnd = -1;
        boolean synced = true;
    }

    private final Map<String, Written> files = new HashMap<>();
    private final Map<String, Call> pending = new HashMap<>();
    /** Folders that a rename left to be synced. */
    private final Set<String> folders = new LinkedHashSet<>();
    /** The write-ahead log was written since the last acknowledgement. */
    private boolean logWritten;

    private boolean noted;
    private long line;
    int acknowledgements;
    int logSyncs;
    int renames;
    final List<String> violations = new ArrayList<>();

    static Straces read(Path trace) throws IOException {
        Straces straces = new Straces();
        for (String line : Files.readAllLines(trace, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            straces.add(line);
        }
        straces.folders.forEach(folder -> straces.violations.add("folder never synced after a rename: " + folder));
        return straces;
    }

    private void add(String text) {
        line++;
        Matcher resumed = RESUMED.matcher(text);
        if (resumed.matches()) {
            Call call = pending.remove(resumed.group(1));
            if (call != null) {
                ended(call, resumed.group(3));
            }
            return;
        }
        Matcher matcher = CALL.matcher(text);
        if (!matcher.matches()) {
            return;
        }
        Call call = new Call(matcher.group(2), matcher.group(3), line);
        started(call);
        if (text.endsWith("<unfinished ...>")) {
            pending.put(matcher.group(1), call);
        } else {
            ended(call, matcher.group(3));
        }
    }

    private void started(Call call) {
        String path = path(call);
        if (!WRITES.contains(call.name)) {
            return;
        }
        Written written = files.computeIfAbsent(path, key -> new Written());
        written.lastStart = line;
        written.synced = false;
        if (path.endsWith("hot.duckdb.wal")) {
            logWritten = true;
        } else if (path.endsWith("/" + Acknowledged.FILE_NAME)) {
            noted = true;
            acknowledged("commit noted");
        } else if (call.arguments.startsWith("1<") && said(call)) {
            if (!noted) {
                violations.add("line " + line + ": acknowledged without being noted: " + call.arguments);
            }
            noted = false;
            acknowledgements++;
            folders.forEach(folder ->
                    violations.add("line " + line + ": acknowledged before its rename's folder was synced: " + folder));
            folders.clear();
        }
    }

    private static boolean said(Call call) {
        return call.arguments.contains("\"tick ") || call.arguments.contains("\"audit ");
    }

    private void acknowledged(String what) {
        files.forEach((path, written) -> {
            if (path.endsWith("hot.duckdb.wal") && !written.synced) {
                violations.add("line " + line + ": " + what + " while the log was not synced: " + path);
            }
        });
        logSyncs += logWritten ? 1 : 0;
        logWritten = false;
    }

    private void ended(Call call, String rest) {
        if (!rest.contains(") = ") || rest.contains(") = -1")) {
            return;
        }
        String path = path(call);
        Written written = files.get(path);
        if (WRITES.contains(call.name) && written != null) {
            written.lastEnd = line;
        } else if (SYNCS.contains(call.name)) {
            if (written != null && written.lastStart < call.start && written.lastEnd < call.start) {
                written.synced = true;
            }
            folders.remove(path);
        } else if (call.name.startsWith("rename")) {
            renamed(call, rest);
        } else if (call.name.startsWith("unlink")) {
            quoted(call.arguments + rest).forEach(files::remove);
        }
    }

    private void renamed(Call call, String rest) {
        List<String> names = quoted(call.arguments.contains("\"") ? call.arguments : rest);
        if (names.size() < 2) {
            violations.add("line " + line + ": a rename that cannot be read: " + call.arguments);
            return;
        }
        renames++;
        Written written = files.remove(names.get(0));
        if (written != null && !written.synced) {
            violations.add("line " + line + ": renamed before it was synced: " + names.get(0));
        }
        if (written == null) {
            // Written by nobody in this trace, so there is nothing to lose.
            written = new Written();
        }
        files.put(names.get(1), written);
        folders.add(names.get(1).substring(0, names.get(1).lastIndexOf('/')));
    }

    private static String path(Call call) {
        Matcher descriptor = DESCRIPTOR.matcher(call.arguments);
        return descriptor.find() ? descriptor.group(1) : "";
    }

    private static List<String> quoted(String text) {
        List<String> names = new ArrayList<>();
        Matcher matcher = QUOTED.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    String line() {
        return acknowledgements + " acknowledgements, " + logSyncs
                + " times the log was synced before a commit was noted, " + renames + " renames synced on both sides; "
                + violations.size() + " violations";
    }

    /** The command before a child that writes such a trace. */
    static List<String> command(Path trace) {
        return List.of(
                "strace",
                "-f",
                "-y",
                "-q",
                "-s",
                "300",
                "--seccomp-bpf",
                "-o",
                trace.toString(),
                "-e",
                "trace=write,pwrite64,writev,pwritev,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat");
    }

    static boolean isThere() {
        return new HashSet<>(List.of(System.getenv().getOrDefault("PATH", "").split(":")))
                .stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, "strace")));
    }

    /** Runs a child for so many rounds under strace. */
    static Straces run(Path folder, long seed, int rounds) throws IOException, InterruptedException {
        Path trace = folder.toAbsolutePath().resolve("trace");
        TrialProcess child = TrialProcess.start(
                command(trace), List.of(), folder.toAbsolutePath().resolve("data"), seed, rounds, 1);
        List<String> said = child.awaitEnd();
        if (!said.contains("done")) {
            throw new IOException("the child under strace did not end well: " + said);
        }
        Straces straces = read(trace);
        said.stream().filter(text -> text.startsWith("failed")).forEach(straces.violations::add);
        return straces;
    }

    /** Arguments: folder, rounds, seed. Exit code 1 on any violation. */
    public static void main(String[] arguments) throws Exception {
        Straces straces = run(Path.of(arguments[0]), Long.parseLong(arguments[2]), Integer.parseInt(arguments[1]));
        straces.violations.stream().limit(20).forEach(violation -> System.out.println("WRONG " + violation));
        System.out.println("strace: " + straces.line());
        System.exit(straces.violations.isEmpty() ? 0 : 1);
    }
}
