package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.export.Delivery;
import dev.sublet.export.ExportWorkspace;
import dev.sublet.export.ReceiptsArchive;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.LedgerReader;
import dev.sublet.ledger.LedgerSettings;
import dev.sublet.reporter.ReportException;
import dev.sublet.reporter.close.CloseChecks;
import dev.sublet.reporter.close.Receipts;
import dev.sublet.reporter.question.Answer;
import dev.sublet.reporter.question.ReceiptsQuestion;
import dev.sublet.reporter.verify.Check;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The receipts of a closed period as one file: made from a ledger, and proven without it. Stateless. */
final class ReceiptsZip {
    private static final int ENTRIES_MAX = 200;
    private static final long BYTES_MAX = 64L << 30;

    private ReceiptsZip() {}

    /** Writes the file as a whole or not at all. */
    static Answer write(Path data, String period, Path target) {
        Delivery delivery = new Delivery(target, false);
        delivery.check(data.resolve("ledger"));
        try (Conversation conversation = new Conversation(data, LedgerSettings.defaults());
                ExportWorkspace workspace = ExportWorkspace.make(data)) {
            Answer answer = conversation.ask(new ReceiptsQuestion(period, workspace.name()));
            if (answer.exitCode() != 0) {
                return answer;
            }
            delivery.take(ReceiptsArchive.zip(workspace, period));
            return Answer.of("wrote " + target + ": the receipts of " + period + "\n");
        } catch (IOException e) {
            throw Problem.environment("cannot write " + target + " (" + e + "); name another file", e);
        }
    }

    /** Proves receipts in a ledger of their own, which goes again. */
    static List<Check> verify(Path file) {
        Path folder = temporary();
        try {
            try (Ledger ledger = Ledger.open(folder, LedgerSettings.defaults(), Clock.systemUTC())) {
                Path files =
                        Files.createDirectories(folder.resolve(Path.of("ledger", "sealed", "_export", "receipts")));
                String period = unzip(file, files);
                LedgerReader receipts = Receipts.load(ledger, ledger, files);
                return CloseChecks.run(receipts, period);
            }
        } catch (IOException e) {
            throw Problem.environment("cannot read receipts " + file + " (" + e + "); get them again", e);
        } finally {
            delete(folder);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("sublet-receipts");
        } catch (IOException e) {
            throw Problem.environment("cannot make a temporary folder (" + e + "); set java.io.tmpdir", e);
        }
    }

    /** Only what receipts hold, so that no name leads elsewhere. */
    private static String unzip(Path file, Path folder) throws IOException {
        String period = "";
        long left = BYTES_MAX;
        try (InputStream in = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(in)) {
            int entries = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > ENTRIES_MAX) {
                    throw new ReportException(file + " holds more files than receipts do; get them again", 2);
                }
                if (entry.getName().equals(ReceiptsArchive.PERIOD)) {
                    period = new String(zip.readNBytes(1000), StandardCharsets.UTF_8).strip();
                } else if (Receipts.files().contains(entry.getName())) {
                    left -= copy(zip, folder.resolve(entry.getName()), left);
                }
            }
        }
        if (period.isEmpty()) {
            throw new ReportException(file + " holds no receipts; name a file of sublet verify --receipts", 2);
        }
        return period;
    }

    private static long copy(InputStream in, Path target, long most) throws IOException {
        long copied = 0;
        try (OutputStream out = Files.newOutputStream(target)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                copied += read;
                if (copied > most) {
                    throw new IOException("more than " + BYTES_MAX + " bytes");
                }
                out.write(buffer, 0, read);
            }
        }
        return copied;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw Problem.environment("cannot remove the temporary folder " + folder + " (" + e + "); remove it", e);
        }
    }
}
