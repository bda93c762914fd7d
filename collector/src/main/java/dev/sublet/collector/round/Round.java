package dev.sublet.collector.round;

import dev.sublet.collector.kubelet.KubeletException.Reason;
import dev.sublet.collector.kubelet.NodeLook;
import java.util.List;
import java.util.Map;

/** The outcome of one sampling round: a look for each node that was asked, in their order, and what failed why. */
public record Round(List<NodeLook> looks, int answered, Map<Reason, Integer> failures) {}
