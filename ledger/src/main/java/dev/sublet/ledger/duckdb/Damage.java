package dev.sublet.ledger.duckdb;

import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.seal.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is done about a store that DuckDB refuses to open. Nothing is ever deleted: damaged files are copied or renamed
 * into a folder of their own beside the store, {@code set-aside-<time>}. Each deed leaves a finding for people.
 */
final class Damage {
    private static final Pattern LOG_POSITION = Pattern.compile("entry at byte position (\\d+) computed checksum");
    /** How DuckDB says that content is wrong. Other errors (permissions, disk, another process) are not damage. */
    private static final List<String> WORDS = List.of(
            "Corrupt",
            "Data Corruption",
            "not a valid DuckDB database file",
            "checksum",
            "Could not read enough bytes",
            "Serialization Error",
            "INTERNAL Error");

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Path log;
    private final Clock clock;
    private final DurableFiles files;
    private final List<String> findings = new ArrayList<>();
    private long cutBefore = Long.MAX_VALUE;

    Damage(Path folder, Clock clock, DurableFiles files) {
        this.folder = folder;
        this.log = folder.resolve(Database.LOG_NAME);
        this.clock = clock;
        this.files = files;
    }

    List<String> findings() {
        return findings;
    }

    void add(String finding) {
        findings.add(finding);
    }

    static boolean isDamage(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        return WORDS.stream().anyMatch(message::contains);
    }

    /** Makes the next opening possible: cuts the log before the refused entry, else lays the log aside, else everything. */
    void mend(SQLException failure) throws IOException {
        String message = Sql.message(failure);
        if (!message.contains("replaying WAL") || !Files.exists(log)) {
            setAside("the store could not be opened (" + message + ")");
            return;
        }
        Matcher position = LOG_POSITION.matcher(message);
        if (position.find() && Long.parseLong(position.group(1)) < cutBefore) {
            cut(Long.parseLong(position.group(1)));
        } else {
            Path kept = asideFolder().resolve(Database.LOG_NAME);
            files.move(log, kept);
            add("the write-ahead log could not be read (" + message + ") and was moved to " + kept
                    + "; the store starts from its last checkpoint");
        }
    }

    private void cut(long position) throws IOException {
        Path aside = asideFolder();
        Path kept = aside.resolve(Database.LOG_NAME);
        Files.copy(log, kept);
        // The copy must be durable before the only other one is cut.
        files.sync(kept);
        files.sync(aside);
        long size = Files.size(log);
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(position);
            channel.force(true);
        }
        cutBefore = position;
        add("the write-ahead log was damaged at byte " + position + " of " + size
                + " and was cut there; the damaged log is kept as " + kept);
    }

    /** Renames the store's files, so that a fresh store starts. */
    void setAside(String why) throws IOException {
        List<Path> damaged;
        try (Stream<Path> all = Files.list(folder)) {
            damaged = all.filter(file -> file.getFileName().toString().startsWith(Database.FILE_NAME))
                    .toList();
        }
        Path aside = asideFolder();
        for (Path file : damaged) {
            files.move(file, aside.resolve(file.getFileName()));
        }
        add(why + "; it was set aside in " + aside + " and a fresh one started");
    }

    /** A new folder for what is laid aside. */
    Path newFolder() throws IOException {
        return asideFolder();
    }

    private Path asideFolder() throws IOException {
        String stamp = STAMP.format(clock.instant());
        for (int number = 0; number < 100; number++) {
            Path aside = folder.resolve("set-aside-" + stamp + (number == 0 ? "" : "-" + number));
            if (!Files.exists(aside)) {
                files.createDirectories(aside);
                return aside;
            }
        }
        throw new LedgerException(
                "a hundred damaged stores lie in " + folder + " since " + stamp + "; look at the disk");
    }
}
