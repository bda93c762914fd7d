package dev.sublet.collector.discovery;

import dev.sublet.collector.facts.Change;
import dev.sublet.collector.facts.PodFacts;
import dev.sublet.collector.facts.ServiceFacts;
import dev.sublet.collector.facts.VolumeFacts;
import java.util.Collection;

/**
 * Which vclusters there are and what belongs to them, from what the watch saw. It also knows the vclusters that are gone,
 * since what they made may outlive them. Not thread-safe: used by the collector's round only.
 */
public interface Discovery {
    /** Takes in a change; namespaces, services, workloads and claims matter, the rest is ignored. */
    void apply(Change change);

    /** The vclusters that exist now. */
    Collection<Vcluster> vclusters();

    /**
     * Grows whenever something changed that may give an earlier {@code identify} another answer. Callers compare it to
     * know when to ask again.
     */
    long version();

    PodIdentity identify(PodFacts pod);

    PodIdentity identify(ServiceFacts service);

    /**
     * By the claim that binds the volume, or bound it last, as long as that was seen once. Without a claim it is the
     * host's; with one that was never seen it is unattributed in a namespace of vclusters, else the host's.
     */
    PodIdentity identify(VolumeFacts volume);
}
