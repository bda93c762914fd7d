package dev.sublet.collector.facts;

import java.util.List;
import java.util.Map;

/** A PersistentVolumeClaim. {@code labels} are only those that discovery reads. */
public record ClaimFacts(String uid, String namespace, String name, Map<String, String> labels, List<OwnerRef> owners)
        implements Fact {}
