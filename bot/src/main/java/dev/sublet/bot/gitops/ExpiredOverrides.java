package dev.sublet.bot.gitops;

import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterOverride;
import dev.sublet.bot.work.Host;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;

/** Deletes overrides whose time is over, and says so. Stateless. */
public final class ExpiredOverrides {
    private ExpiredOverrides() {}

    /** Deletes these. The ledger is told first: one that is told twice is kept once. */
    public static void delete(Host host, VirtualCluster resource, List<VirtualClusterOverride> expired) {
        for (VirtualClusterOverride override : expired) {
            host.log()
                    .own(
                            resource,
                            "override/" + override.getMetadata().getUid(),
                            "override-end",
                            Serialization.asJson(override.getSpec()),
                            "override " + override.getMetadata().getName() + " ended at "
                                    + override.getSpec().expiresAt() + "; the spec holds again");
            host.client().resource(override).delete();
        }
    }

    /** Deletes those of a VirtualCluster that is gone for good. */
    public static void deleteAll(Host host, String namespace, String name) {
        host.client().resources(VirtualClusterOverride.class).inNamespace(namespace).list().getItems().stream()
                .filter(each ->
                        each.getSpec() != null && name.equals(each.getSpec().virtualCluster()))
                .forEach(each -> host.client().resource(each).delete());
    }
}
