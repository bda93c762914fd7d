package dev.sublet.ledger.duckdb;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs {@link DamageTrial}s in processes of their own, so that a crash of the database is seen as one, and adds them up. */
final class Damages {
    int trials;
    int crashes;
    /** Outcome by kind of file. */
    final Map<String, Integer> outcomes = new TreeMap<>();

    final List<String> wrong = new ArrayList<>();

    void run(Path folder, long seed, int count) throws IOException, InterruptedException {
        Path base = folder.resolve("base");
        DamageTrial.makeBase(base);
        int next = 0;
        while (next < count) {
            next = runFrom(folder, base, seed, next, count);
        }
    }

    /** Returns the trial to go on with after the process ended. */
    private int runFrom(Path folder, Path base, long seed, int from, int count)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.addAll(List.of("-Xmx192m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), DamageTrial.class.getName()));
        command.addAll(List.of(base.toString(), folder.toString(), "" + seed, "" + from, "" + count));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        int begun = -1;
        int ended = from - 1;
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                String[] words = line.split(" ", 3);
                if (words[0].equals("begin")) {
                    begun = Integer.parseInt(words[1]);
                } else if (words[0].equals("end")) {
                    ended = Integer.parseInt(words[1]);
                    note(ended, words[2]);
                }
            }
        }
        int exit = process.waitFor();
        if (begun > ended) {
            crashes++;
            wrong.add("trial " + begun + " of seed " + seed + " ended its process with code " + exit);
            return begun + 1;
        }
        if (exit != 0 || ended < from) {
            throw new IOException("the trials did not run: " + Files.readString(folder.resolve("errors.txt")));
        }
        return ended + 1;
    }

    private void note(int number, String outcome) {
        trials++;
        List<String> parts = List.of(outcome.split(" \\| ", -1));
        if (outcome.startsWith("WRONG") || parts.size() < 3) {
            wrong.add("trial " + number + ": " + outcome);
            return;
        }
        String kind = parts.get(0).replaceAll(":.*", "").substring("ok ".length());
        outcomes.merge(parts.get(1) + ": " + kind, 1, Integer::sum);
    }

    String line() {
        return trials + " truncations and bit flips: " + outcomes + "; " + wrong.size() + " not found, " + crashes
                + " crashes";
    }

    /** Arguments: folder, trials, seed. Exit code 1 when damage was not found or a process crashed. */
    public static void main(String[] arguments) throws Exception {
        Damages damages = new Damages();
        damages.run(
                Path.of(arguments[0]).toAbsolutePath(), Long.parseLong(arguments[2]), Integer.parseInt(arguments[1]));
        damages.wrong.stream().limit(20).forEach(wrong -> System.out.println("WRONG " + wrong));
        System.out.println("damage: seed " + arguments[2] + ": " + damages.line());
        System.exit(damages.wrong.isEmpty() ? 0 : 1);
    }
}
