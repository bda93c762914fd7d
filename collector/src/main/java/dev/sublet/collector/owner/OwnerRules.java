package dev.sublet.collector.owner;

import dev.sublet.collector.discovery.Vcluster;
import dev.sublet.collector.facts.NamespaceFacts;
import dev.sublet.ledger.owner.OwnerRegistry;
import dev.sublet.ledger.owner.OwnerShare;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Who pays: the registry's entry for the vcluster, else its entry for the host namespace, else the host namespace's
 * cost-center label, else nobody (an empty list). Labels of synced pods never count: tenants write them. Immutable.
 */
public final class OwnerRules {
    private final OwnerRegistry registry;

    public OwnerRules(OwnerRegistry registry) {
        this.registry = registry;
    }

    /**
     * Who pays for a vcluster at a second.
     *
     * @param namespace the vcluster's host namespace, or null when it was not seen
     */
    public List<OwnerShare> ownersOf(Vcluster vcluster, @Nullable NamespaceFacts namespace, long atS) {
        List<OwnerShare> own = registry.sharesOf(true, vcluster.namespace() + "/" + vcluster.name(), atS);
        if (!own.isEmpty()) {
            return own;
        }
        if (namespace != null) {
            return ownersOf(namespace, atS);
        }
        return registry.sharesOf(false, vcluster.namespace(), atS);
    }

    /** Who pays for what is in a host namespace and belongs to no vcluster. */
    public List<OwnerShare> ownersOf(NamespaceFacts namespace, long atS) {
        List<OwnerShare> registered = registry.sharesOf(false, namespace.name(), atS);
        if (!registered.isEmpty()) {
            return registered;
        }
        String costCenter = namespace.costCenter();
        if (costCenter == null || costCenter.isBlank()) {
            return List.of();
        }
        return List.of(new OwnerShare(costCenter, namespace.team(), OwnerShare.WHOLE, OwnerShare.FROM_NAMESPACE));
    }

    /** The first second after {@code atS} at which the registry alone may give another answer. */
    public OptionalLong nextChangeAfter(long atS) {
        return registry.nextChangeAfter(atS);
    }
}
