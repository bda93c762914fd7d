package dev.sublet.bot.removal;

import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.work.Host;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events of type Warning on VirtualClusters. Stateless. */
final class Warnings {
    private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);

    private Warnings() {}

    /** Tells it. An event that cannot be written stops nothing: status says the same. */
    static void tell(Host host, VirtualCluster resource, String reason, String message) {
        ObjectMeta about = resource.getMetadata();
        String now = host.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        Event event = new EventBuilder()
                .withNewMetadata()
                .withGenerateName(about.getName() + ".")
                .withNamespace(about.getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(resource.getApiVersion())
                .withKind(resource.getKind())
                .withNamespace(about.getNamespace())
                .withName(about.getName())
                .withUid(about.getUid())
                .endInvolvedObject()
                .withType("Warning")
                .withReason(reason)
                .withMessage(message)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .withNewSource()
                .withComponent("sublet-operator")
                .endSource()
                .build();
        try {
            host.client().resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.warn(
                    "event {} on {}/{} could not be written: {}",
                    reason,
                    about.getNamespace(),
                    about.getName(),
                    e.getMessage());
        }
    }
}
