package dev.sublet.demo;

import dev.sublet.Problem;
import dev.sublet.daemon.DemoMark;
import dev.sublet.ledger.Ledger;
import dev.sublet.ledger.NoLedgerException;
import dev.sublet.reporter.terms.TermsFile;
import dev.sublet.simulator.scenario.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The demo's own data folder. Each demo begins anew; a folder that holds anything real is refused, not touched. */
final class DemoFolder {
    private static final String OWNERS = TermsFile.OWNERS.fileName();
    private static final Map<String, String> FILES = new TreeMap<>(Map.of(
            TermsFile.PRICES.fileName(),
            Fleet.prices(),
            TermsFile.POLICIES.fileName(),
            Fleet.policies(),
            TermsFile.COST_CENTERS.fileName(),
            Fleet.costCenters(),
            OWNERS,
            Fleet.owners()));

    private final Path folder;

    private DemoFolder(Path folder) {
        this.folder = folder;
    }

    static DemoFolder prepare(Path folder) {
        DemoFolder demo = new DemoFolder(folder);
        try {
            Files.createDirectories(folder);
            demo.clear();
            for (Map.Entry<String, String> file : FILES.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw Problem.environment(
                    "data folder " + folder + " cannot be written (" + e + "); name another one with --data", e);
        }
        return demo;
    }

    Path owners() {
        return folder.resolve(OWNERS);
    }

    private void clear() throws IOException {
        Path store = folder.resolve("ledger");
        if (Files.exists(store)) {
            try (Ledger ledger = Ledger.openExisting(folder)) {
                DemoMark.require(ledger, folder);
            } catch (NoLedgerException e) {
                throw Problem.wrongUse(
                        "data folder " + folder
                                + " has a folder ledger that is not a demo's; name another one with --data",
                        e);
            }
            delete(store);
        } else {
            for (String file : FILES.keySet()) {
                if (Files.exists(folder.resolve(file))) {
                    throw Problem.wrongUse("data folder " + folder + " has a " + file
                            + " but no demo, and the demo would replace it; name another one with --data");
                }
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(tree)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
