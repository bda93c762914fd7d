package dev.sublet.simulator.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Writes requests as the audit webhook of a vcluster's API server does. Stateless. */
final class AuditJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final long ANSWERED_AFTER_US = 4_700;
    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/subjectaccessreviews";

    private AuditJson() {}

    static String eventList(List<AuditAct> acts) {
        ObjectNode root = JSON.createObjectNode();
        root.put("kind", "EventList").put("apiVersion", "audit.k8s.io/v1").putObject("metadata");
        var items = root.putArray("items");
        acts.forEach(act -> write(items.addObject(), act));
        return root.toString();
    }

    private static void write(ObjectNode event, AuditAct act) {
        event.put("level", act.review() ? "Request" : "Metadata")
                .put("auditID", act.auditId())
                .put("stage", "ResponseComplete")
                .put("requestURI", act.review() ? REVIEWS : act.uri())
                .put("verb", act.verb());
        // Whoever asks comes through vcluster's syncer, which is this user and says for whom it asks.
        ObjectNode user = event.putObject("user").put("username", "kubernetes-super-admin");
        user.putArray("groups").add("system:masters").add("system:authenticated");
        if (act.review()) {
            review(event, act);
        } else {
            ObjectNode person = event.putObject("impersonatedUser").put("username", act.person());
            person.putArray("groups").add("developers").add("system:authenticated");
            event.putArray("sourceIPs").add("10.244.7.1").add("127.0.0.1");
            event.put("userAgent", "kubectl/v1.36.0 (linux/amd64) kubernetes/32cc146");
            reference(event.putObject("objectRef"), act);
        }
        status(event, act);
        event.put("requestReceivedTimestamp", time(act.atUs() - ANSWERED_AFTER_US));
        event.put("stageTimestamp", time(act.atUs()));
        event.putObject("annotations")
                .put("authorization.k8s.io/decision", act.code() == 403 ? "forbid" : "allow")
                .put("authorization.k8s.io/reason", "");
    }

    private static void review(ObjectNode event, AuditAct act) {
        event.putArray("sourceIPs").add("127.0.0.1");
        event.put("userAgent", "vcluster/v0.0.0 (linux/amd64) kubernetes/$Format");
        event.putObject("objectRef")
                .put("resource", "subjectaccessreviews")
                .put("apiGroup", "authorization.k8s.io")
                .put("apiVersion", "v1");
        ObjectNode body = event.putObject("requestObject")
                .put("kind", "SubjectAccessReview")
                .put("apiVersion", "authorization.k8s.io/v1");
        ObjectNode spec = body.putObject("spec");
        spec.putObject("resourceAttributes")
                .put("namespace", act.namespace())
                .put("verb", act.verb())
                .put("version", "v1")
                .put("resource", act.resource())
                .put("subresource", act.subresource())
                .put("name", act.name());
        spec.put("user", act.person()).putArray("groups").add("developers").add("system:authenticated");
    }

    private static void reference(ObjectNode reference, AuditAct act) {
        reference
                .put("resource", act.resource())
                .put("namespace", act.namespace())
                .put("name", act.name())
                .put("apiVersion", "v1");
        if (!act.apiGroup().isEmpty()) {
            reference.put("apiGroup", act.apiGroup());
        }
        if (!act.subresource().isEmpty()) {
            reference.put("subresource", act.subresource());
        }
    }

    private static void status(ObjectNode event, AuditAct act) {
        ObjectNode status = event.putObject("responseStatus").put("code", act.code());
        if (act.code() == 403) {
            status.put("status", "Failure")
                    .put("reason", "Forbidden")
                    .put(
                            "message",
                            act.resource() + " \"" + act.name() + "\" is forbidden: User \"" + act.person()
                                    + "\" cannot " + act.verb() + " resource \"" + act.resource()
                                    + "\" in API group \"\" in the namespace \"" + act.namespace() + "\"");
        }
    }

    private static String time(long us) {
        return MICROS.format(Instant.EPOCH.plus(us, ChronoUnit.MICROS));
    }
}
