package dev.sublet.reporter.compact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.ledger.seal.UpkeepStep;
import java.util.List;

/**
 * What a while of upkeep did.
 *
 * @param done whether nothing is left to do
 * @param waiting how many pieces are known to be left
 * @param sealed what lies sealed now; empty while there is more to do
 */
public record Compacted(List<UpkeepStep> steps, boolean done, int waiting, List<SealedTable> sealed) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Compacted {
        steps = List.copyOf(steps);
        sealed = List.copyOf(sealed);
    }

    /** As one process tells another. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of plain values cannot be written", e);
        }
    }

    /** The reverse of {@link #toJson}. */
    public static Compacted parse(String json) {
        try {
            return JSON.readValue(json, Compacted.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is not what upkeep did: " + e.getOriginalMessage(), e);
        }
    }
}
