package dev.sublet.bot.removal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.host.OperatorRights;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader of the leak scan, with the operator's rights and with less, on a real API server. */
class LeakScanOnARealServerTest {
    @TempDir
    Path folder = Path.of("");

    private RealHost host;

    @BeforeEach
    void settle() {
        host = new RealHost(folder).withShippedRights();
    }

    @AfterEach
    void end() {
        if (host != null) {
            host.close();
        }
    }

    private List<String> found(LeakScan scan) {
        return scan.leaks().stream()
                .filter(leak -> leak.name().contains(host.namespace())
                        || String.valueOf(leak.namespace()).contains(host.namespace()))
                .map(leak -> leak.kind() + " " + leak.name().replace(host.namespace(), "T"))
                .toList();
    }

    @Test
    void what_outlived_is_found_by_each_kind_and_what_lives_is_not() throws IOException {
        host.start("");
        host.create("lives", "size: small");
        host.await("lives", Phase.Ready);
        String t = host.namespace();
        KubernetesClient admin = host.client();
        Map<String, String> gone = Labels.common(t, t + "-gone");
        String mark = "vcluster-" + t + "-gone-x-" + t + "-gone";
        Map<String, String> synced = Map.of("vcluster.loft.sh/managed-by", mark);
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("vcluster-" + t + "-gone")
                        .withLabels(gone)
                        .endMetadata()
                        .build())
                .create();
        admin.resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName("data-" + t + "-old-0")
                        .withNamespace(t)
                        .withLabels(Map.of("app", "vcluster", "release", t + "-old"))
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOnce")
                        .withNewResources()
                        .addToRequests("storage", new Quantity("1Gi"))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
        admin.resource(new PersistentVolumeBuilder()
                        .withNewMetadata()
                        .withName(t + "-volume")
                        .withLabels(synced)
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOnce")
                        .addToCapacity("storage", new Quantity("1Gi"))
                        .withNewHostPath("/nowhere", "")
                        .endSpec()
                        .build())
                .create();
        admin.resource(new StorageClassBuilder()
                        .withNewMetadata()
                        .withName(t + "-class")
                        .withLabels(synced)
                        .endMetadata()
                        .withProvisioner("example.com/none")
                        .build())
                .create();
        admin.resource(new PriorityClassBuilder()
                        .withNewMetadata()
                        .withName(t + "-priority")
                        .withLabels(synced)
                        .endMetadata()
                        .withValue(1)
                        .build())
                .create();
        admin.resource(new ClusterRoleBuilder()
                        .withNewMetadata()
                        .withName("vc-" + t + "-old")
                        .withLabels(Map.of("app", "vcluster", "chart", "vcluster-0.37.0", "release", t + "-old"))
                        .endMetadata()
                        .build())
                .create();

        LeakScan scan = LeakScan.of(admin, t + "-argocd", Clock.systemUTC());

        assertEquals(
                List.of(
                        "ClusterRole vc-T-old",
                        "Namespace vcluster-T-gone",
                        "PersistentVolume T-volume",
                        "PersistentVolumeClaim data-T-old-0",
                        "PriorityClass T-priority",
                        "StorageClass T-class"),
                found(scan));
        // Claims of the whole host are not the operator's to see: it says so rather than call the host clean.
        assertEquals(List.of(), scan.unread());
        LeakScan own = LeakScan.of(host.own(), t + "-argocd", Clock.systemUTC());
        assertTrue(own.unread().stream().anyMatch(line -> line.startsWith("persistentvolumeclaims")), own::toString);
        assertTrue(own.unread().stream().allMatch(line -> line.contains("orbidden")), own.unread()::toString);
        try (KubernetesClient nobody = OperatorRights.as(admin, t, "default")) {
            org.junit.jupiter.api.Assertions.assertThrows(
                    io.fabric8.kubernetes.client.KubernetesClientException.class,
                    () -> LeakScan.of(nobody, null, Clock.systemUTC()));
        }
        List.of("-volume")
                .forEach(end -> admin.persistentVolumes().withName(t + end).delete());
        admin.storage().v1().storageClasses().withName(t + "-class").delete();
        admin.scheduling().v1().priorityClasses().withName(t + "-priority").delete();
        admin.rbac().clusterRoles().withName("vc-" + t + "-old").delete();
    }
}
