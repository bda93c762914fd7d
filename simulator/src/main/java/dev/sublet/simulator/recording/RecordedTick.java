package dev.sublet.simulator.recording;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.simulator.api.KubeKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one tick of a recording heard.
 *
 * @param number from the folder's name
 * @param startedAt when its first request went out
 * @param lists only those that answered
 * @param summaries by node, raw, only those that answered
 * @param silentNodes nodes that were asked and did not answer
 */
public record RecordedTick(
        int number,
        Instant startedAt,
        Map<KubeKind, List<ObjectNode>> lists,
        Map<String, String> summaries,
        List<String> silentNodes) {}
