package dev.sublet.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sublet.collector.audit.AuditSource;
import dev.sublet.endpoint.QuestionHandler;
import dev.sublet.simulator.api.KubeKind;
import dev.sublet.simulator.recording.RecordedTick;
import dev.sublet.simulator.recording.Recording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The audit sources of a recording, each with a token made for this replay. */
final class RecordedSources {
    private RecordedSources() {}

    /** A source named like a vcluster that runs in the recording is that vcluster's API server; another is the host's. */
    static List<AuditSource> of(Recording recording) {
        Set<String> open = new HashSet<>(recording.auditSources());
        open.remove("host");
        Map<String, String> namespaces = new HashMap<>();
        for (int index = 0; index < recording.tickTimes().size() && !open.isEmpty(); index++) {
            find(recording.tick(index), open, namespaces);
        }
        List<AuditSource> sources = new ArrayList<>();
        for (String name : recording.auditSources()) {
            String namespace = namespaces.get(name);
            sources.add(new AuditSource(name, namespace, namespace == null ? null : name, QuestionHandler.newToken()));
        }
        return sources;
    }

    private static void find(RecordedTick tick, Set<String> open, Map<String, String> namespaces) {
        for (KubeKind kind : List.of(KubeKind.STATEFUL_SET, KubeKind.DEPLOYMENT)) {
            for (ObjectNode workload : tick.lists().getOrDefault(kind, List.of())) {
                JsonNode metadata = workload.path("metadata");
                JsonNode labels = metadata.path("labels");
                String release = labels.path("release").asText();
                if (labels.path("app").asText().equals("vcluster") && open.remove(release)) {
                    namespaces.put(release, metadata.path("namespace").asText());
                }
            }
        }
    }
}
