package dev.sublet.simulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A Kubernetes API with kubelets on loopback, plain HTTP. It serves lists and watches of the objects it is given, as they
 * are given, apart from where a Node says that its kubelet listens; and each node's {@code /stats/summary} at a port of the
 * node's own and through the API. It fails on demand. Thread-safe.
 */
public final class SimulatedCluster implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final long START_SECONDS = 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx;
    private final HttpServer api;
    private final ApiHandler handler;
    private final Map<KubeKind, KindStore> stores = new EnumMap<>(KubeKind.class);
    private final Map<String, Kubelet> kubelets = new ConcurrentHashMap<>();
    private final KubernetesSerialization serialization = new KubernetesSerialization();

    private SimulatedCluster(Vertx vertx, int port) {
        this.vertx = vertx;
        for (KubeKind kind : KubeKind.values()) {
            stores.put(kind, new KindStore(kind));
        }
        handler = new ApiHandler(vertx, stores, kubelets);
        api = listen(vertx.createHttpServer(options(port)).requestHandler(handler::route));
    }

    /** Starts at a free port. */
    public static SimulatedCluster start() {
        return start(0);
    }

    /** Starts at this port; 0 takes a free one. */
    public static SimulatedCluster start(int port) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        try {
            return new SimulatedCluster(vertx, port);
        } catch (IllegalStateException failed) {
            vertx.close();
            throw failed;
        }
    }

    private static HttpServerOptions options(int port) {
        // Upgrades to HTTP/2 in the clear gain nothing here and disturb clients that probe for it.
        return new HttpServerOptions().setHost(LOOPBACK).setPort(port).setHttp2ClearTextEnabled(false);
    }

    private static HttpServer listen(HttpServer server) {
        return await(server.listen(), "the simulated cluster cannot listen on " + LOOPBACK);
    }

    private static <T> T await(Future<T> future, String failure) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failure, interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(failure + ": " + failed.getMessage(), failed);
        }
    }

    /** How a client reaches the API; retries are short, since all is on loopback. */
    public Config clientConfig() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(url())
                .withNamespace("default")
                .withWatchReconnectInterval(20)
                .withRequestRetryBackoffInterval(20)
                .withRequestRetryBackoffLimit(1)
                .build();
    }

    public String url() {
        return "http://" + LOOPBACK + ":" + api.actualPort() + "/";
    }

    /** Adds or changes an object; one that says nothing new makes no event. */
    public void put(HasMetadata object) {
        try {
            put(KubeKind.ofKind(object.getKind()), (ObjectNode) JSON.readTree(serialization.asJson(object)));
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException("not an API object: " + object.getKind(), unreadable);
        }
    }

    public void put(KubeKind kind, ObjectNode object) {
        store(kind).put(kind == KubeKind.NODE ? withKubelet(object) : object);
    }

    /** Whether there was such an object. A namespace of "" stands for none. */
    public boolean delete(KubeKind kind, String namespace, String name) {
        if (kind == KubeKind.NODE) {
            closeKubelet(name);
        }
        return store(kind).delete(namespace, name);
    }

    /** Deletes an object that was last seen like this, for example with its final status. Not for nodes. */
    public boolean delete(KubeKind kind, ObjectNode last) {
        return store(kind).delete(last);
    }

    /** Makes the cluster hold exactly these objects of a kind; differences become events. */
    public void sync(KubeKind kind, Collection<ObjectNode> objects) {
        if (kind != KubeKind.NODE) {
            store(kind).sync(objects);
            return;
        }
        store(kind).sync(objects.stream().map(this::withKubelet).toList());
        Set<String> names =
                objects.stream().map(node -> node.at("/metadata/name").asText()).collect(Collectors.toSet());
        List.copyOf(kubelets.keySet()).stream()
                .filter(name -> !names.contains(name))
                .forEach(this::closeKubelet);
    }

    /** Tells watches of a kind a new resourceVersion without a change. */
    public void bookmark(KubeKind kind) {
        store(kind).bookmark();
    }

    /** The newest resourceVersion of each kind of the host's own, by {@link KubeKind#kind()}: where a collector that caught up stands. */
    public Map<String, String> resourceVersions() {
        Map<String, String> versions = new LinkedHashMap<>();
        stores.forEach((kind, store) -> {
            if (!kind.writable()) {
                versions.put(kind.kind(), Long.toString(store.snapshot().version()));
            }
        });
        return versions;
    }

    /** What the node's kubelet answers from now on, as JSON. */
    public void setSummary(String node, String json) {
        setSummary(node, () -> json);
    }

    /** Asked at each request, on a thread that must not block. */
    public void setSummary(String node, Supplier<String> json) {
        kubelet(node).summary(json);
    }

    public void failKubelet(String node, KubeletFault fault) {
        kubelet(node).fault(fault);
    }

    public void healKubelet(String node) {
        kubelet(node).fault(null);
    }

    /** Where the node's kubelet listens. */
    public int kubeletPort(String node) {
        return kubelet(node).port();
    }

    /** Requests for a kind answer this HTTP status until {@link #healApi}. Running watches go on. */
    public void failApi(KubeKind kind, int status) {
        handler.fail(kind, status);
    }

    public void healApi(KubeKind kind) {
        handler.heal(kind);
    }

    /** Closes the running watches of a kind; clients may come back where they were. */
    public void cutWatches(KubeKind kind) {
        store(kind).cutWatches();
    }

    /** Ends the running watches of a kind with 410 Gone; clients have to list again. */
    public void expireWatches(KubeKind kind) {
        store(kind).expireWatches();
    }

    @Override
    public void close() {
        await(vertx.close(), "the simulated cluster does not stop");
    }

    private KindStore store(KubeKind kind) {
        KindStore store = stores.get(kind);
        if (store == null) {
            throw new IllegalStateException("no store for " + kind);
        }
        return store;
    }

    private void closeKubelet(String node) {
        Kubelet gone = kubelets.remove(node);
        if (gone != null) {
            gone.close();
        }
    }

    private Kubelet kubelet(String node) {
        return kubelets.computeIfAbsent(node, name -> {
            HttpServer server = vertx.createHttpServer(options(0));
            Kubelet kubelet = new Kubelet(name, server);
            listen(server.requestHandler(kubelet::route));
            return kubelet;
        });
    }

    /** The Node with its addresses and kubelet port leading here. */
    private ObjectNode withKubelet(ObjectNode given) {
        ObjectNode node = given.deepCopy();
        ObjectNode status = node.withObject("/status");
        ArrayNode addresses = JSON.createArrayNode();
        addresses.addObject().put("type", "InternalIP").put("address", LOOPBACK);
        for (var address : List.copyOf(status.withArray("/addresses").findParents("type"))) {
            if (!address.path("type").asText().endsWith("IP")) {
                addresses.add(address);
            }
        }
        status.set("addresses", addresses);
        status.withObject("/daemonEndpoints/kubeletEndpoint")
                .put("Port", kubelet(node.at("/metadata/name").asText()).port());
        return node;
    }
}
