package dev.sublet.bot.host;

import dev.sublet.bot.blueprint.Blueprints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Blueprints over the chart that stands in for vcluster's. */
public final class TestBlueprints {
    private TestBlueprints() {}

    /** The blueprint {@code standard}, with more of YAML behind it. */
    public static Blueprints standard(Path folder, String more) throws IOException {
        Path charts = Path.of("src/test/resources/charts").toAbsolutePath();
        Files.writeString(folder.resolve("standard.yaml"), """
                name: standard
                version: 1
                kubernetes: ["1.36", "1.35"]
                chart: {source: "%s/vcluster-{version}", versions: ["0.37.0", "0.36.2"]}
                sizes:
                  small: {cpu: "2", memory: 4Gi, pods: 10}
                  large: {cpu: "8", memory: 32Gi, pods: 100}
                %s""".formatted(charts, more));
        return Blueprints.read(folder);
    }
}
