package dev.sublet.bot.plan;

import dev.sublet.bot.host.TestBlueprints;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Path;

/** Virtual clusters with all choices made, for tests without a server. */
public final class Wants {
    private Wants() {}

    /** Of the blueprint {@code standard} with more of its YAML. */
    public static Wanted of(Path folder, String name, String more) {
        try {
            VirtualCluster resource = new VirtualCluster();
            resource.getMetadata().setName(name);
            resource.getMetadata().setNamespace("teams");
            resource.setSpec(Serialization.unmarshal(
                    "owner: {team: shop, costCenter: cc-1}\nblueprint: standard\n", VirtualClusterSpec.class));
            return new Resolver(TestBlueprints.standard(folder, more)).resolve(resource, null);
        } catch (IOException e) {
            throw new AssertionError("the blueprint cannot be written", e);
        }
    }
}
