package dev.sublet.bot.inside;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which kinds an API server serves. Asks once for each API version and remembers what is there; what is not there is asked again, since a
 * definition may come. Thread-safe.
 */
public final class Kinds {
    private static final int VERSIONS_MAX = 200;
    private static final int NOT_FOUND = 404;

    private final Map<String, Map<String, Kind>> known = new LinkedHashMap<>();

    /** The kind, or empty when the server has none of that name. */
    public Optional<Kind> find(KubernetesClient client, String apiVersion, String kind) {
        Kind there = remembered(apiVersion, kind);
        if (there != null) {
            return Optional.of(there);
        }
        Map<String, Kind> asked = ask(client, apiVersion);
        remember(apiVersion, asked);
        return Optional.ofNullable(asked.get(kind));
    }

    /** All kinds of an API version, asked for at this moment; empty when the server does not serve it. */
    public List<Kind> all(KubernetesClient client, String apiVersion) {
        Map<String, Kind> asked = ask(client, apiVersion);
        remember(apiVersion, asked);
        return List.copyOf(asked.values());
    }

    /** Forgets an API version: a definition is new or gone. */
    public synchronized void forget(String apiVersion) {
        known.remove(apiVersion);
    }

    private synchronized @Nullable Kind remembered(String apiVersion, String kind) {
        Map<String, Kind> kinds = known.get(apiVersion);
        return kinds == null ? null : kinds.get(kind);
    }

    private synchronized void remember(String apiVersion, Map<String, Kind> kinds) {
        known.put(apiVersion, kinds);
        if (known.size() > VERSIONS_MAX) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private static Map<String, Kind> ask(KubernetesClient client, String apiVersion) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        try {
            APIResourceList list = client.getApiResources(apiVersion);
            if (list == null) {
                return kinds;
            }
            for (APIResource resource : list.getResources()) {
                if (!resource.getName().contains("/")) {
                    kinds.put(
                            resource.getKind(),
                            new Kind(
                                    apiVersion,
                                    resource.getKind(),
                                    resource.getName(),
                                    Boolean.TRUE.equals(resource.getNamespaced())));
                }
            }
        } catch (KubernetesClientException e) {
            if (e.getCode() != NOT_FOUND) {
                throw e;
            }
        }
        return kinds;
    }
}
