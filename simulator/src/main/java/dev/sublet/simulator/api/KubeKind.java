package dev.sublet.simulator.api;

import java.util.Optional;

/** The kinds of API objects that the simulated cluster serves. */
public enum KubeKind {
    NODE("Node", "v1", "nodes", false),
    NAMESPACE("Namespace", "v1", "namespaces", false),
    POD("Pod", "v1", "pods", true),
    SERVICE("Service", "v1", "services", true),
    CLAIM("PersistentVolumeClaim", "v1", "persistentvolumeclaims", true),
    VOLUME("PersistentVolume", "v1", "persistentvolumes", false),
    STATEFUL_SET("StatefulSet", "apps/v1", "statefulsets", true),
    DEPLOYMENT("Deployment", "apps/v1", "deployments", true),
    VIRTUAL_CLUSTER("VirtualCluster", "sublet.dev/v1alpha1", "virtualclusters", true),
    OVERRIDE("VirtualClusterOverride", "sublet.dev/v1alpha1", "virtualclusteroverrides", true);

    private final String kind;
    private final String apiVersion;
    private final String plural;
    private final boolean namespaced;

    KubeKind(String kind, String apiVersion, String plural, boolean namespaced) {
        this.kind = kind;
        this.apiVersion = apiVersion;
        this.plural = plural;
        this.namespaced = namespaced;
    }

    /** As in an object's {@code kind}, for example {@code Pod}. */
    public String kind() {
        return kind;
    }

    public String apiVersion() {
        return apiVersion;
    }

    /** As in a path, for example {@code pods}. */
    public String plural() {
        return plural;
    }

    public boolean namespaced() {
        return namespaced;
    }

    /** Whether clients may write it; the rest is the host's own and served as given. */
    boolean writable() {
        return this == VIRTUAL_CLUSTER || this == OVERRIDE;
    }

    /** By an object's {@code kind}. */
    public static KubeKind ofKind(String kind) {
        for (KubeKind candidate : values()) {
            if (candidate.kind.equals(kind)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("the simulated cluster does not serve kind " + kind);
    }

    static Optional<KubeKind> ofPath(String apiVersion, String plural) {
        for (KubeKind candidate : values()) {
            if (candidate.plural.equals(plural) && candidate.apiVersion.equals(apiVersion)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
