package dev.sublet.collector.meter;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.ledger.LedgerException;
import dev.sublet.ledger.span.NodeSpan;
import dev.sublet.ledger.span.OwnerSpan;
import dev.sublet.ledger.span.ServiceSpan;
import dev.sublet.ledger.span.VclusterSpan;
import dev.sublet.ledger.span.VolumeSpan;
import java.util.Map;
import java.util.Set;

/**
 * What a meter must remember to go on after a restart, written with each tick in the tick's transaction as one text: all
 * of it changes each minute and nobody searches it.
 */
record MeterMemory(
        Map<String, PodMeter> pods,
        Set<String> finishedPods,
        Map<String, Long> endedPodsS,
        Map<String, NodeMeter> nodeMeters,
        Map<String, Long> watchedFromS,
        Map<String, NodeSpan> nodes,
        Map<String, VolumeSpan> volumes,
        Map<String, ServiceSpan> services,
        Map<String, VclusterSpan> vclusters,
        Map<String, OwnerSpan> owners) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .setVisibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
            .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .setVisibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY);

    static MeterMemory empty() {
        return new MeterMemory(
                Map.of(), Set.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    static MeterMemory parse(String text) {
        try {
            return JSON.readValue(text, MeterMemory.class);
        } catch (JsonProcessingException e) {
            throw new LedgerException("the meter's state in the ledger cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new LedgerException("the meter's state cannot be written: " + e.getOriginalMessage(), e);
        }
    }
}
