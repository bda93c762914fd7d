package dev.sublet.collector.meter;

import dev.sublet.collector.discovery.Discovery;
import dev.sublet.collector.discovery.Vcluster;
import dev.sublet.collector.facts.Change;
import dev.sublet.collector.facts.Fact;
import dev.sublet.collector.facts.NamespaceFacts;
import dev.sublet.collector.facts.NodeFacts;
import dev.sublet.collector.facts.PodFacts;
import dev.sublet.collector.facts.ServiceFacts;
import dev.sublet.collector.facts.VolumeFacts;
import dev.sublet.collector.facts.WorkloadFacts;
import dev.sublet.collector.kubelet.NodeLook;
import dev.sublet.collector.kubelet.NodeSummary;
import dev.sublet.collector.owner.OwnerRules;
import dev.sublet.ledger.LedgerWriter;
import dev.sublet.ledger.calendar.BillingHours;
import dev.sublet.ledger.span.NodeSpan;
import dev.sublet.ledger.span.OwnerSpan;
import dev.sublet.ledger.span.ServiceSpan;
import dev.sublet.ledger.span.VclusterSpan;
import dev.sublet.ledger.span.VolumeSpan;
import dev.sublet.ledger.tick.MeterState;
import dev.sublet.ledger.tick.NodeTick;
import dev.sublet.ledger.tick.StateBytes;
import dev.sublet.ledger.tick.TickBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the watch and the kubelets say of one cluster into what the ledger keeps. Plain Java without I/O but for the
 * ledger's IDs and last state. Not thread-safe: one round at a time.
 *
 * <p>Times: nothing accrues before the cluster's first tick. On a restart the ledger's last state is taken up; what
 * vanished meanwhile ends at the last tick, because nobody saw more of it; only for pods the node's own counter may tell how
 * much longer they ran.
 */
public final class Meter {
    private final MeterSettings settings;
    private final Discovery discovery;
    private final Optional<MeterState> resumed;
    private final AssetBook assets;
    private final OwnerBook owners;
    private final PodBook pods;
    private final NodeBook nodes;
    private final Map<String, NodeFacts> nodeFacts = new HashMap<>();
    private final Map<String, String> nodeUidByName = new HashMap<>();
    private final Map<String, VolumeFacts> volumeFacts = new HashMap<>();
    private final Map<String, ServiceFacts> serviceFacts = new HashMap<>();
    private final List<Change> waiting = new ArrayList<>();
    private long firstTickS;
    private long lastTickS;
    private long identifiedVersion = -1;
    private boolean ticked;
    /** What was last written of the spans that are no pods', until one of them changes. */
    private byte @Nullable [] assetsWritten;

    private int stateBytes;

    public Meter(MeterSettings settings, Discovery discovery, OwnerRules rules, LedgerWriter ledger) {
        this.settings = settings;
        this.discovery = discovery;
        this.resumed = ledger.lastState(settings.cluster());
        MeterMemory memory = resumed.map(MeterMemory::parse).orElseGet(MeterMemory::empty);
        BillingHours hours = new BillingHours(settings.billingZone());
        this.assets = new AssetBook(settings.cluster(), ledger::nextSpanId, memory);
        this.owners = new OwnerBook(settings.cluster(), rules, ledger::nextSpanId, memory);
        this.pods = new PodBook(
                settings,
                new RowGrid(settings.intervalS(), hours),
                discovery,
                ledger::nextSpanId,
                this::nodeNamed,
                memory);
        this.nodes = new NodeBook(settings, hours, pods, memory);
        this.firstTickS = resumed.map(MeterState::firstTickS).orElse(-1L);
        this.lastTickS = resumed.map(MeterState::lastTickS).orElse(-1L);
    }

    private @Nullable NodeFacts nodeNamed(String name) {
        String uid = nodeUidByName.get(name);
        return uid == null ? null : nodeFacts.get(uid);
    }

    /** Takes in a change; it takes effect with the next tick, at its own time. */
    public void apply(Change change) {
        waiting.add(change);
    }

    /** Second of the cluster's last committed or made tick, or -1. */
    public long lastTickS() {
        return lastTickS;
    }

    /**
     * Closes a round.
     *
     * @param atS the round's second; must be after the last one
     * @param looks one for each node that was asked
     */
    public TickBatch tick(long atS, List<NodeLook> looks) {
        return tick(atS, looks, true);
    }

    /**
     * Like {@link #tick(long, List)}, for a round that is committed together with a later one, in one transaction: the
     * batch holds no state, which is most of a tick's work when history is made fast.
     */
    public TickBatch tickOnTheWay(long atS, List<NodeLook> looks) {
        return tick(atS, looks, false);
    }

    private TickBatch tick(long atS, List<NodeLook> looks, boolean withState) {
        if (atS <= lastTickS) {
            throw new IllegalArgumentException("tick at " + atS + " is not after the last one at " + lastTickS);
        }
        if (firstTickS < 0) {
            firstTickS = atS;
        }
        takeInChanges(atS);
        owners.registryUpTo(Math.max(lastTickS, firstTickS - 1), atS, discovery.vclusters());
        List<NodeTick> nodeTicks = takeInLooks(atS, looks);
        List<NodeSpan> live = List.copyOf(assets.nodes.open().values());
        if (!ticked && resumed.isPresent()) {
            live.forEach(node -> nodes.endVanished(node, resumed.get().lastTickS(), atS));
        }
        live.forEach(node -> nodes.finishEnded(node, false));
        live.forEach(nodes::report);
        pods.forgetEndedBefore(atS);
        TickBatch batch = batch(atS, nodeTicks, withState);
        lastTickS = atS;
        ticked = true;
        return batch;
    }

    private void takeInChanges(long atS) {
        for (Change change : waiting) {
            discovery.apply(change);
            long changeS = effectiveS(change, atS);
            if (change instanceof Change.Seen seen) {
                seen(seen.fact(), changeS);
            } else if (change instanceof Change.Gone gone) {
                gone(gone.last(), changeS);
            }
        }
        // Pods after all else, since what they are depends on it; but a node's end after its pods', which came before.
        for (Change change : waiting) {
            long changeS = effectiveS(change, atS);
            if (change instanceof Change.Seen seen && seen.fact() instanceof PodFacts pod) {
                pods.seen(pod, changeS, firstTickS);
            } else if (change instanceof Change.Gone gone && gone.last() instanceof PodFacts pod) {
                pods.gone(pod, changeS);
            }
        }
        for (Change change : waiting) {
            if (change instanceof Change.Gone gone && gone.last() instanceof NodeFacts node) {
                nodeGone(node, effectiveS(change, atS));
            }
        }
        waiting.clear();
        if (!ticked) {
            resumed.ifPresent(state -> forgetVanished(state.lastTickS()));
            vclusters(atS);
        }
        if (discovery.version() != identifiedVersion) {
            pods.identifyAgain(atS, firstTickS);
            volumeFacts.values().forEach(v -> assets.volume(v, discovery.identify(v), atS));
            serviceFacts.values().forEach(s -> assets.service(s, discovery.identify(s), atS));
            identifiedVersion = discovery.version();
        }
        pods.beginWaiting(atS, firstTickS);
    }

    /** A change counts from when it was seen, but not before what is already in the ledger. */
    private long effectiveS(Change change, long atS) {
        return Math.min(atS, Math.max(change.atS(), Math.max(firstTickS, lastTickS)));
    }

    private void seen(Fact fact, long atS) {
        if (fact instanceof NodeFacts node) {
            nodeFacts.put(node.uid(), node);
            nodeUidByName.put(node.name(), node.uid());
            assets.node(
                    node, assets.nodes.open().containsKey(node.uid()) ? atS : Math.max(firstTickS, node.createdS()));
        } else if (fact instanceof NamespaceFacts namespace) {
            owners.namespace(namespace, discovery.vclusters(), atS);
        } else if (fact instanceof VolumeFacts volume) {
            volumeFacts.put(volume.uid(), volume);
            assets.volume(volume, discovery.identify(volume), atS);
        } else if (fact instanceof ServiceFacts service) {
            serviceFacts.put(service.uid(), service);
            assets.service(service, discovery.identify(service), atS);
            vclustersOnceAllAreKnown(atS);
        } else if (fact instanceof WorkloadFacts) {
            vclustersOnceAllAreKnown(atS);
        }
    }

    private void gone(Fact fact, long atS) {
        if (fact instanceof NamespaceFacts namespace) {
            owners.namespaceGone(namespace.name());
        } else if (fact instanceof VolumeFacts volume) {
            volumeFacts.remove(volume.uid());
            assets.volumes.gone(volume.uid(), atS);
        } else if (fact instanceof ServiceFacts service) {
            serviceFacts.remove(service.uid());
            assets.services.gone(service.uid(), atS);
            vclustersOnceAllAreKnown(atS);
        } else if (fact instanceof WorkloadFacts) {
            vclustersOnceAllAreKnown(atS);
        }
    }

    /** Before the first tick the lists are still coming in, and what is not there yet is not gone. */
    private void vclustersOnceAllAreKnown(long atS) {
        if (ticked) {
            vclusters(atS);
        }
    }

    private void vclusters(long atS) {
        assets.vclusters(discovery, atS);
        owners.vclusters(discovery.vclusters(), atS);
    }

    private void nodeGone(NodeFacts node, long atS) {
        nodeFacts.remove(node.uid());
        nodeUidByName.remove(node.name(), node.uid());
        nodeGone(node.uid(), atS);
    }

    private void nodeGone(String nodeUid, long atS) {
        NodeSpan span = assets.nodes.open().get(nodeUid);
        pods.nodeGone(nodeUid, atS);
        if (span != null) {
            nodes.finishEnded(span, true);
        }
        nodes.gone(nodeUid);
        assets.nodes.gone(nodeUid, atS);
    }

    private void forgetVanished(long lastSeenS) {
        pods.forgetFinished();
        List<String> deadNodes = new ArrayList<>(assets.nodes.open().keySet());
        deadNodes.removeAll(nodeFacts.keySet());
        deadNodes.forEach(uid -> nodeGone(uid, lastSeenS));
        assets.volumes.keepOnly(volumeFacts.keySet(), lastSeenS);
        assets.services.keepOnly(serviceFacts.keySet(), lastSeenS);
        assets.vclusters.keepOnly(
                discovery.vclusters().stream().map(Vcluster::uid).toList(), lastSeenS);
    }

    private List<NodeTick> takeInLooks(long atS, List<NodeLook> looks) {
        List<NodeTick> ticks = new ArrayList<>();
        for (NodeLook look : looks) {
            if (look.summary() != null) {
                NodeSummary summary = KubeletTime.notAhead(look.summary(), atS);
                pods.look(look.nodeUid(), summary, atS);
                nodes.observe(look.nodeUid(), summary, atS);
            }
            int shown = look.summary() == null ? 0 : look.summary().pods().size();
            ticks.add(new NodeTick(look.nodeUid(), look.node(), look.summary() != null, shown, look.error()));
        }
        return ticks;
    }

    private TickBatch batch(long atS, List<NodeTick> nodeTicks, boolean withState) {
        Set<String> answered = new HashSet<>();
        nodeTicks.stream().filter(NodeTick::answered).map(NodeTick::nodeUid).forEach(answered::add);
        List<NodeSpan> nodeSpans = assets.nodes.takeChanged();
        List<VolumeSpan> volumes = assets.volumes.takeChanged();
        List<ServiceSpan> services = assets.services.takeChanged();
        List<VclusterSpan> vclusters = assets.vclusters.takeChanged();
        List<OwnerSpan> ownerSpans = owners.spans.takeChanged();
        if (Stream.of(nodeSpans, volumes, services, vclusters, ownerSpans).anyMatch(changed -> !changed.isEmpty())) {
            assetsWritten = null;
        }
        return new TickBatch(
                settings.cluster(),
                settings.clusterName(),
                atS,
                settings.intervalS(),
                nodeTicks,
                nodeSpans,
                pods.takeChanged(),
                volumes,
                services,
                vclusters,
                ownerSpans,
                pods.takeRows(),
                pods.tails(atS, answered),
                nodes.takeUnseen(),
                withState ? state(atS) : null);
    }

    private StateBytes state(long atS) {
        byte[] written = assetsWritten;
        if (written == null) {
            written = new MeterMemory.Assets(
                            assets.nodes.open(),
                            assets.volumes.open(),
                            assets.services.open(),
                            assets.vclusters.open(),
                            owners.spans.open())
                    .json();
            assetsWritten = written;
        }
        StateBytes state = MeterMemory.write(atS, stateBytes, pods, nodes, written);
        stateBytes = state.length() + state.length() / 8;
        return state;
    }
}
