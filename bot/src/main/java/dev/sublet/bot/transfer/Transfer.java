package dev.sublet.bot.transfer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A transfer that is asked for and not done yet, kept as JSON in an annotation of the VirtualCluster. Times are RFC 3339 in UTC. Immutable.
 *
 * @param id of the request, new for each
 * @param effectiveAt when the owner changes; not before somebody accepted
 * @param askedBy who gives it away
 * @param acceptedBy who takes it for the receiving team, somebody else; null until then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Transfer(
        String id,
        String toTeam,
        String toCostCenter,
        String effectiveAt,
        String askedBy,
        String askedAt,
        String via,
        @Nullable String acceptedBy,
        @Nullable String acceptedAt) {
    /** On a VirtualCluster. */
    public static final String ANNOTATION = "sublet.dev/transfer";

    /** The pending one; empty when there is none or none that can be read. */
    public static Optional<Transfer> of(HasMetadata resource) {
        Map<String, String> annotations = resource.getMetadata().getAnnotations();
        String text = annotations == null ? null : annotations.get(ANNOTATION);
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            Transfer read = Serialization.unmarshal(text, Transfer.class);
            boolean whole = Stream.of(
                            read.id,
                            read.toTeam,
                            read.toCostCenter,
                            read.effectiveAt,
                            read.askedBy,
                            read.askedAt,
                            read.via)
                    .noneMatch(part -> part == null);
            Instant.parse(String.valueOf(read.effectiveAt));
            return whole ? Optional.of(read) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether the receiving team agreed, by somebody else than who asked. */
    @JsonIgnore
    public boolean isAccepted() {
        return acceptedBy != null && !isSame(acceptedBy);
    }

    /** Whether this person asked for it; addresses are compared without their case. */
    public boolean isSame(String person) {
        return askedBy.equalsIgnoreCase(person);
    }

    /** When the owner changes, once it is accepted. */
    public Instant effective() {
        return Instant.parse(effectiveAt);
    }

    /** The same, taken by the receiving team; never with effect for the past. */
    public Transfer accepted(String by, Instant at) {
        Instant moment = effective().isBefore(at) ? at : effective();
        return new Transfer(id, toTeam, toCostCenter, moment.toString(), askedBy, askedAt, via, by, at.toString());
    }

    /** As the annotation holds it. */
    public String json() {
        return Serialization.asJson(this);
    }

    /** In a sentence, for people. */
    public String text() {
        return "to team " + toTeam + ", cost center " + toCostCenter + ", from " + effectiveAt + " on, asked for by "
                + askedBy
                + (acceptedBy == null ? "; team " + toTeam + " has not accepted yet" : ", accepted by " + acceptedBy);
    }
}
