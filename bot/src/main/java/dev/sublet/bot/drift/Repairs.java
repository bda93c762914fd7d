package dev.sublet.bot.drift;

import dev.sublet.bot.resource.DriftItem;
import dev.sublet.bot.resource.DriftStatus;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.work.Work;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the ledger and Kubernetes of repairs. Stateless. */
final class Repairs {
    private static final Logger LOG = LoggerFactory.getLogger(Repairs.class);

    private Repairs() {}

    /** Each repair, up to as many as a status lists: what came in a flood is counted there. */
    static void tell(Work work, List<DriftItem> items) {
        Instant now = work.host().clock().instant();
        items.stream().filter(DriftItem::repaired).limit(DriftStatus.ITEMS_MAX).forEach(item -> {
            String id = "repair/" + work.wanted().uid() + "/" + now.toEpochMilli() + "/" + title(item);
            work.host().log().own(work.resource(), id, "repair", Serialization.asJson(item), title(item));
            event(work, item, now);
        });
    }

    static String title(DriftItem item) {
        String name = item.namespace() == null ? item.name() : item.namespace() + "/" + item.name();
        return item.kind() + " " + name + (item.inside() ? " inside" : " on the host");
    }

    private static void event(Work work, DriftItem item, Instant now) {
        VirtualCluster resource = work.resource();
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        Event event = new EventBuilder()
                .withNewMetadata()
                .withGenerateName(resource.getMetadata().getName() + ".")
                .withNamespace(resource.getMetadata().getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(resource.getApiVersion())
                .withKind(resource.getKind())
                .withNamespace(resource.getMetadata().getNamespace())
                .withName(resource.getMetadata().getName())
                .withUid(resource.getMetadata().getUid())
                .endInvolvedObject()
                .withType("Normal")
                .withReason("Repaired")
                .withMessage(title(item) + ": " + item.what())
                .withNewSource()
                .withComponent("sublet-operator")
                .endSource()
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .withCount(1)
                .build();
        try {
            work.host().client().resource(event).create();
        } catch (KubernetesClientException e) {
            // The ledger and the status have it; an event is a courtesy.
            LOG.warn("no event for {}: {}", work.wanted().reference(), e.getMessage());
        }
    }
}
