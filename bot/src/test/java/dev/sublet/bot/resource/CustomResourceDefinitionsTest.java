package dev.sublet.bot.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomResourceDefinitionsTest {
    @TempDir
    Path folder;

    @Test
    void the_shipped_definitions_are_those_that_the_types_say() throws IOException {
        new CRDGenerator()
                .inOutputDir(folder.toFile())
                .customResourceClasses(VirtualCluster.class, VirtualClusterOverride.class)
                .forCRDVersions("v1")
                .generate();

        for (String plural : new String[] {"virtualclusters", "virtualclusteroverrides"}) {
            String generated = Files.readString(folder.resolve(plural + ".sublet.dev-v1.yml"));
            Path shipped = Path.of("../deploy/crds/" + plural + ".sublet.dev.yaml");
            if (Boolean.getBoolean("sublet.crds.write")) {
                Files.createDirectories(shipped.getParent());
                Files.writeString(shipped, generated);
            }
            assertEquals(
                    generated,
                    Files.readString(shipped),
                    "run this test with -Dsublet.crds.write=true to write " + plural + " anew");
        }
    }
}
