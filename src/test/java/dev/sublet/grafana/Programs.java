package dev.sublet.grafana;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs of Debian's that tests run. */
final class Programs {
    private Programs() {}

    /** Skips the test, and says so, where the program is not installed. */
    static void need(String program) {
        boolean there = Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!there) {
            System.out.println("skipped: " + program + " is not installed (apt-get install prometheus)");
        }
        assumeTrue(there, program + " is not installed (apt-get install prometheus)");
    }

    record Ended(int exitCode, String output) {}

    static Ended run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
