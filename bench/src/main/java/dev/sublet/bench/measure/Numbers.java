package dev.sublet.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The numbers that scripts left behind. */
public final class Numbers {
    private final Map<String, Double> values = new HashMap<>();

    /** Reads all of them. A name counts alone and together with its script. */
    public static Numbers read(Path folder) throws IOException {
        Numbers numbers = new Numbers();
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".tsv"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String script = file.getFileName().toString().replace(".tsv", "");
            for (String line : Files.readAllLines(file)) {
                int tab = line.indexOf('\t');
                double value = Double.parseDouble(line.substring(tab + 1));
                numbers.values.put(line.substring(0, tab), value);
                numbers.values.put(script + "/" + line.substring(0, tab), value);
            }
        }
        return numbers;
    }

    /** A number, or NaN when nothing measured it. */
    public double get(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    /** A number of one script. */
    public double get(String script, String name) {
        return get(script + "/" + name);
    }
}
