package dev.sublet.collector.facts;

/** What Sublet keeps of one API object: only what a bill needs, never annotations wholesale (they can hold tokens). */
public sealed interface Fact
        permits NodeFacts, PodFacts, NamespaceFacts, ServiceFacts, WorkloadFacts, ClaimFacts, VolumeFacts {
    String uid();
}
