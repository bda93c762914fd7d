package dev.sublet.collector.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.ledger.KnownTime;
import dev.sublet.ledger.audit.AuditEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Reads one event of audit.k8s.io/v1 or v1beta1. Stateless. */
final class EventReader {
    private static final int NESTING_MAX = 200;
    private static final int NAME_CHARS_MAX = 512;
    private static final int URI_CHARS_MAX = 2048;

    /** A key given twice could show one person here and another one elsewhere, so it makes an event unreadable. */
    private static final ObjectMapper STRICT = new ObjectMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(NESTING_MAX)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private EventReader() {}

    static AuditEvent read(AuditSource source, String item, Instant receivedAt) throws BadEventException {
        JsonNode event;
        try {
            event = STRICT.readTree(item);
        } catch (JsonProcessingException e) {
            throw new BadEventException("unreadable: "
                    + Text.clean(e.getOriginalMessage().lines().findFirst().orElse("no JSON"), 200));
        }
        if (!event.isObject()) {
            throw new BadEventException("an event is an object, this is not");
        }
        String auditId = text(event, "auditID", 256);
        String stage = text(event, "stage", 64);
        if (auditId == null || stage == null) {
            throw new BadEventException(auditId == null ? "it has no auditID" : "it has no stage");
        }
        JsonNode user = object(event, "user");
        JsonNode object = object(event, "objectRef");
        String username = text(user, "username", NAME_CHARS_MAX);
        String impersonated = text(object(event, "impersonatedUser"), "username", NAME_CHARS_MAX);
        return new AuditEvent(
                source.name(),
                auditId,
                stage,
                source.vcluster(),
                source.vclusterNamespace(),
                micros(receivedAt),
                stageUs(event, receivedAt),
                text(event, "level", 64),
                text(event, "verb", 64),
                impersonated != null ? impersonated : username,
                username,
                text(object, "apiGroup", NAME_CHARS_MAX),
                text(object, "resource", NAME_CHARS_MAX),
                text(object, "subresource", NAME_CHARS_MAX),
                text(object, "namespace", NAME_CHARS_MAX),
                text(object, "name", NAME_CHARS_MAX),
                code(object(event, "responseStatus")),
                text(event, "requestURI", URI_CHARS_MAX),
                sourceIps(event),
                text(event, "userAgent", NAME_CHARS_MAX),
                EventDetail.of(event));
    }

    private static JsonNode object(JsonNode event, String field) throws BadEventException {
        JsonNode value = event.path(field);
        if (!value.isObject() && !value.isNull() && !value.isMissingNode()) {
            throw new BadEventException(field + " is no object");
        }
        return value;
    }

    private static @Nullable String text(JsonNode owner, String field, int charsMax) throws BadEventException {
        JsonNode value = owner.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new BadEventException(field + " is no text");
        }
        return Text.cleanOrNull(value.textValue(), charsMax);
    }

    private static @Nullable Integer code(JsonNode status) throws BadEventException {
        JsonNode code = status.path("code");
        if (code.isMissingNode() || code.isNull()) {
            return null;
        }
        if (!code.isIntegralNumber() || !code.canConvertToInt()) {
            throw new BadEventException("responseStatus.code is no whole number");
        }
        return code.intValue();
    }

    private static @Nullable String sourceIps(JsonNode event) throws BadEventException {
        JsonNode ips = event.path("sourceIPs");
        if (ips.isMissingNode() || ips.isNull()) {
            return null;
        }
        if (!ips.isArray()) {
            throw new BadEventException("sourceIPs is no list");
        }
        StringBuilder joined = new StringBuilder();
        for (JsonNode ip : ips) {
            if (joined.length() < NAME_CHARS_MAX) {
                joined.append(joined.isEmpty() ? "" : ",").append(Text.clean(ip.asText(), 64));
            }
        }
        return joined.isEmpty() ? null : Text.clean(joined.toString(), NAME_CHARS_MAX);
    }

    /** When the stage was reached; v1beta1 and earlier say {@code timestamp}. Without any, when it came. */
    private static long stageUs(JsonNode event, Instant receivedAt) throws BadEventException {
        for (String field : new String[] {"stageTimestamp", "requestReceivedTimestamp", "timestamp"}) {
            String time = text(event, field, 64);
            if (time != null) {
                try {
                    return micros(known(field, OffsetDateTime.parse(time).toInstant()));
                } catch (DateTimeException | ArithmeticException e) {
                    throw new BadEventException(field + " is no time");
                }
            }
        }
        return micros(known("the time of its arrival", receivedAt));
    }

    private static Instant known(String field, Instant time) throws BadEventException {
        if (!KnownTime.holds(time)) {
            throw new BadEventException(field + " is not in the years 1970 to 2100");
        }
        return time;
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
