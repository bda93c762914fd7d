package dev.sublet.reporter.absence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** Missing periods for programs: a field {@code missingPeriods}, an empty array when nothing is missing. */
public final class MissingJson {
    private MissingJson() {}

    public static void put(ObjectNode object, List<MissingPeriod> missing) {
        ArrayNode array = object.putArray("missingPeriods");
        for (MissingPeriod period : missing) {
            ObjectNode entry = array.addObject();
            Long toS = period.toS();
            entry.put("cluster", period.clusterName());
            entry.put("clusterUid", period.cluster());
            entry.put("from", Instant.ofEpochSecond(period.fromS()).toString());
            entry.put("to", toS == null ? null : Instant.ofEpochSecond(toS).toString());
            entry.put("reason", period.reason());
        }
    }
}
