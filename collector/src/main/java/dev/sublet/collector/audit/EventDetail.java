package dev.sublet.collector.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * What is kept of an event besides its columns: named fields only, each bounded. Bodies of requests and responses can
 * hold Secrets and tokens and are never kept, but for what a SubjectAccessReview asks: in a vcluster that is the only
 * trace of exec, logs and port-forward.
 */
final class EventDetail {
    static final int CHARS_MAX = 16 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TEXT_CHARS_MAX = 512;
    private static final int URI_CHARS_MAX = 2048;
    private static final int ENTRIES_MAX = 32;
    private static final List<String> TEXTS = List.of(
            "apiVersion",
            "level",
            "auditID",
            "stage",
            "requestURI",
            "verb",
            "userAgent",
            "requestReceivedTimestamp",
            "stageTimestamp",
            "timestamp");
    private static final List<String> REFERENCE =
            List.of("apiGroup", "apiVersion", "resource", "subresource", "namespace", "name", "uid", "resourceVersion");
    private static final List<String> ATTRIBUTES =
            List.of("verb", "group", "version", "resource", "subresource", "namespace", "name");

    private final ObjectNode kept = JSON.createObjectNode();
    private boolean cut;

    private EventDetail() {}

    static String of(JsonNode event) {
        EventDetail detail = new EventDetail();
        detail.fill(event);
        String text = detail.text();
        if (text.length() <= CHARS_MAX) {
            return text;
        }
        // Each part is bounded, but together they can be too much: then who and what stay, and the rest goes.
        detail.kept.remove(List.of("annotations", "requestObject", "user", "impersonatedUser"));
        detail.cut = true;
        return detail.text();
    }

    private String text() {
        if (cut) {
            kept.put("truncated", true);
        }
        try {
            return JSON.writeValueAsString(kept);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts can always be written", e);
        }
    }

    private void fill(JsonNode event) {
        TEXTS.forEach(field -> copyText(event, kept, field));
        copyUser(event, "user");
        copyUser(event, "impersonatedUser");
        copyList(event, kept, "sourceIPs");
        if (event.path("objectRef").isObject()) {
            ObjectNode reference = kept.putObject("objectRef");
            REFERENCE.forEach(field -> copyText(event.path("objectRef"), reference, field));
        }
        JsonNode status = event.path("responseStatus");
        if (status.isObject()) {
            ObjectNode keptStatus = kept.putObject("responseStatus");
            List.of("status", "reason", "message").forEach(field -> copyText(status, keptStatus, field));
            if (status.path("code").canConvertToInt()) {
                keptStatus.put("code", status.path("code").intValue());
            }
        }
        copyAnnotations(event.path("annotations"));
        if (event.path("objectRef").path("resource").asText().equals("subjectaccessreviews")) {
            copyReview(event.path("requestObject").path("spec"));
        }
    }

    private void copyReview(JsonNode spec) {
        if (!spec.isObject()) {
            return;
        }
        ObjectNode keptSpec = kept.putObject("requestObject").putObject("spec");
        copyText(spec, keptSpec, "user");
        copyList(spec, keptSpec, "groups");
        if (spec.path("resourceAttributes").isObject()) {
            ObjectNode attributes = keptSpec.putObject("resourceAttributes");
            ATTRIBUTES.forEach(field -> copyText(spec.path("resourceAttributes"), attributes, field));
        }
    }

    private void copyUser(JsonNode event, String field) {
        JsonNode user = event.path(field);
        if (user.isObject()) {
            ObjectNode keptUser = kept.putObject(field);
            copyText(user, keptUser, "username");
            copyText(user, keptUser, "uid");
            copyList(user, keptUser, "groups");
        }
    }

    private void copyAnnotations(JsonNode annotations) {
        if (!annotations.isObject()) {
            return;
        }
        ObjectNode keptAnnotations = kept.putObject("annotations");
        for (Map.Entry<String, JsonNode> annotation : annotations.properties()) {
            if (keptAnnotations.size() >= ENTRIES_MAX) {
                cut = true;
                return;
            }
            if (annotation.getValue().isTextual()) {
                keptAnnotations.put(
                        Text.clean(annotation.getKey(), TEXT_CHARS_MAX),
                        bounded(annotation.getValue().textValue(), TEXT_CHARS_MAX));
            }
        }
    }

    private void copyText(JsonNode from, ObjectNode to, String field) {
        JsonNode value = from.path(field);
        if (value.isTextual()) {
            to.put(field, bounded(value.textValue(), field.equals("requestURI") ? URI_CHARS_MAX : TEXT_CHARS_MAX));
        }
    }

    private void copyList(JsonNode from, ObjectNode to, String field) {
        JsonNode list = from.path(field);
        if (!list.isArray()) {
            return;
        }
        ArrayNode keptList = to.putArray(field);
        for (JsonNode value : list) {
            if (keptList.size() >= ENTRIES_MAX) {
                cut = true;
                return;
            }
            if (value.isTextual()) {
                keptList.add(bounded(value.textValue(), TEXT_CHARS_MAX));
            }
        }
    }

    private String bounded(String text, int charsMax) {
        cut |= text.length() > charsMax;
        return Text.clean(text, charsMax);
    }
}
