package dev.sublet.simulator.scenario;

import dev.sublet.collector.facts.Change;
import dev.sublet.collector.kubelet.NodeLook;
import java.util.List;

/** A tick of the past: what the watch saw since the tick before, and what the kubelets said. */
public record HistoryStep(long atS, List<Change> changes, List<NodeLook> looks) {}
