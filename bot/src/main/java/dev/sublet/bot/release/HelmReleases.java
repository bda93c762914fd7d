package dev.sublet.bot.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.UpgradeCommand;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Releases by Helm in this process. Reading goes past Helm, straight to its Secrets: one request instead of a library call of a second.
 * Thread-safe; two calls of Helm run at once.
 */
public final class HelmReleases implements Releases {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CALLS_MAX = 2;
    private static final int MESSAGE_MAX = 400;

    private final KubernetesClient client;
    private final Charts charts;
    private final Semaphore calls;

    public HelmReleases(KubernetesClient client, Charts charts) {
        this(client, charts, new Semaphore(CALLS_MAX, true));
    }

    private HelmReleases(KubernetesClient client, Charts charts, Semaphore calls) {
        this.client = client;
        this.charts = charts;
        this.calls = calls;
    }

    @Override
    public Releases on(KubernetesClient other) {
        return new HelmReleases(other, charts, calls);
    }

    @Override
    public Optional<StoredRelease> find(String namespace, String name) {
        return stored(namespace, name).stream()
                .map(StoredRelease::of)
                .max(Comparator.comparingInt(StoredRelease::revision));
    }

    private List<Secret> stored(String namespace, String name) {
        return client
                .secrets()
                .inNamespace(namespace)
                .withLabels(Map.of("owner", "helm", "name", name))
                .list()
                .getItems()
                .stream()
                .filter(secret -> StoredRelease.TYPE.equals(secret.getType()))
                .toList();
    }

    @Override
    public void apply(ReleaseOrder order) {
        Optional<StoredRelease> last = find(order.namespace(), order.name());
        if (last.isPresent() && last.get().isPending()) {
            // Helm would refuse for ever: "another operation in progress". What the revision made is taken over by the
            // next.
            client.secrets()
                    .inNamespace(order.namespace())
                    .withName(last.get().secret())
                    .delete();
            last = find(order.namespace(), order.name());
        }
        boolean isNew = last.isEmpty();
        String chart = charts.path(order.chart(), order.version());
        // An upgrade that installs what is not there would do so in the cluster of the process's environment, whatever
        // kubeconfig it was given: so a new release is installed as one.
        withValues(order, values -> {
            if (isNew) {
                install(order, chart, values);
                return;
            }
            UpgradeCommand upgrade = Helm.upgrade(chart)
                    .resetValues()
                    .withName(order.name())
                    .withNamespace(order.namespace())
                    .withValuesFile(values)
                    .withKubeConfigContents(Kubeconfigs.of(client.getConfiguration()));
            if (order.chart().isOci()) {
                upgrade.withVersion(order.version());
            }
            call("upgrade release " + order.namespace() + "/" + order.name(), upgrade::call);
        });
    }

    private void install(ReleaseOrder order, String chart, Path values) {
        InstallCommand install = Helm.install(chart)
                .withName(order.name())
                .withNamespace(order.namespace())
                .withValuesFile(values)
                .withKubeConfigContents(Kubeconfigs.of(client.getConfiguration()));
        if (order.chart().isOci()) {
            install.withVersion(order.version());
        }
        call("install release " + order.namespace() + "/" + order.name(), install::call);
    }

    @Override
    public void remove(String namespace, String name) {
        if (stored(namespace, name).isEmpty()) {
            return;
        }
        call(
                "remove release " + namespace + "/" + name,
                () -> Helm.uninstall(name)
                        .ignoreNotFound()
                        .withNamespace(namespace)
                        .withKubeConfigContents(Kubeconfigs.of(client.getConfiguration()))
                        .call());
    }

    private static void withValues(ReleaseOrder order, Consumer<Path> use) {
        try {
            // Created for its owner alone.
            Path values = Files.createTempFile("sublet-values", ".json");
            try {
                Files.write(values, JSON.writeValueAsBytes(order.values()));
                use.accept(values);
            } finally {
                Files.deleteIfExists(values);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("values are a tree and can be written", e);
        } catch (IOException e) {
            throw new ReleaseException(
                    "values for Helm cannot be written: " + e.getMessage() + "; check java.io.tmpdir", e);
        }
    }

    private void call(String what, Runnable helm) {
        calls.acquireUninterruptibly();
        try {
            helm.run();
        } catch (RuntimeException e) {
            throw new ReleaseException("Helm could not " + what + ": " + line(e), e);
        } finally {
            Signals.takeBack();
            calls.release();
        }
    }

    private static String line(RuntimeException e) {
        String text = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
        return text.length() <= MESSAGE_MAX ? text : text.substring(0, MESSAGE_MAX) + "…";
    }
}
