package dev.sublet.collector.facts;

import java.util.List;
import java.util.Map;

/**
 * A Service.
 *
 * @param labels only those that discovery reads
 * @param loadBalancerWithAddress whether it is of type LoadBalancer and has an address
 */
public record ServiceFacts(
        String uid,
        String namespace,
        String name,
        long createdS,
        Map<String, String> labels,
        List<OwnerRef> owners,
        boolean loadBalancerWithAddress)
        implements Fact {}
