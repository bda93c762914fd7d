package dev.sublet.bot.release;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** Helm releases of one cluster. Implementations are thread-safe. */
public interface Releases {
    /** The newest revision of a release, or empty when there is none. Asks the cluster once. */
    Optional<StoredRelease> find(String namespace, String name);

    /**
     * Installs a release, or upgrades it to a new revision. A revision that a killed process left pending is set aside first, so that
     * there is always one release and no doubled one.
     *
     * @throws ReleaseException when Helm refuses; the message is one line
     */
    void apply(ReleaseOrder order);

    /** Removes a release with what it made; nothing happens when there is none. */
    void remove(String namespace, String name);

    /** The same for another cluster, such as the inside of a virtual one. It lives as long as the client. */
    Releases on(KubernetesClient other);
}
