package dev.sublet.bot.host;

import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Does what kubelets and syncers would: pods of control planes become ready, and the kubeconfig's Secret appears. Pods that are being
 * deleted go at once. No node and no container is there. Works on the pods of namespaces whose name begins with a prefix.
 */
public final class HandKubelet implements AutoCloseable {
    private final KubernetesClient client;
    private final String prefix;
    private final Supplier<String> kubeconfig;
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final SharedIndexInformer<Pod> pods;

    /**
     * Begins at once.
     *
     * @param kubeconfig what a virtual cluster writes into its Secret
     */
    public HandKubelet(KubernetesClient client, String prefix, Supplier<String> kubeconfig) {
        this.client = client;
        this.prefix = prefix;
        this.kubeconfig = kubeconfig;
        pods = client.pods().inAnyNamespace().inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Pod pod) {
                worker.execute(() -> settle(pod));
            }

            @Override
            public void onUpdate(Pod before, Pod pod) {
                worker.execute(() -> settle(pod));
            }

            @Override
            public void onDelete(Pod pod, boolean unknown) {}
        });
    }

    private void settle(Pod pod) {
        if (!pod.getMetadata().getNamespace().startsWith(prefix)) {
            return;
        }
        try {
            if (pod.getMetadata().getDeletionTimestamp() != null) {
                client.resource(pod).withGracePeriod(0).delete();
            } else if (!"Running".equals(pod.getStatus().getPhase())) {
                run(pod);
            }
        } catch (KubernetesClientException e) {
            // Gone in between, or changed: the next event tells.
            if (e.getCode() != 404 && e.getCode() != 409 && e.getCode() != 403) {
                throw e;
            }
        }
    }

    private void run(Pod pod) {
        String now = Instant.now().toString();
        Pod running = new PodBuilder(pod)
                .editStatus()
                .withPhase("Running")
                .withStartTime(now)
                .withConditions(List.of("Initialized", "ContainersReady", "PodScheduled", "Ready").stream()
                        .map(type -> new PodConditionBuilder()
                                .withType(type)
                                .withStatus("True")
                                .withLastTransitionTime(now)
                                .build())
                        .toList())
                .withContainerStatuses(pod.getSpec().getContainers().stream()
                        .map(container -> new ContainerStatusBuilder()
                                .withName(container.getName())
                                .withReady(true)
                                .withImage(container.getImage())
                                .withImageID("")
                                .withRestartCount(0)
                                .withNewState()
                                .withNewRunning(now)
                                .endState()
                                .build())
                        .toList())
                .endStatus()
                .build();
        client.resource(running).patchStatus();
        Map<String, String> labels = pod.getMetadata().getLabels();
        if (labels != null && "vcluster".equals(labels.get("app"))) {
            writeKubeconfig(pod.getMetadata().getNamespace(), labels.get("release"));
        }
    }

    private void writeKubeconfig(String namespace, String name) {
        String base64 = Base64.getEncoder().encodeToString(kubeconfig.get().getBytes(StandardCharsets.UTF_8));
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("vc-" + name)
                        .withNamespace(namespace)
                        .addToLabels("app", "vcluster")
                        .addToLabels("vcluster-name", name)
                        .endMetadata()
                        .withType("Opaque")
                        .addToData("config", base64)
                        .build())
                .serverSideApply();
    }

    @Override
    public void close() {
        pods.stop();
        worker.shutdownNow();
    }
}
