package dev.sublet.bot.drift;

import dev.sublet.bot.blueprint.AddOn;
import dev.sublet.bot.inside.Addition;
import dev.sublet.bot.inside.Additions;
import dev.sublet.bot.inside.InsideStep;
import dev.sublet.bot.inside.Insides;
import dev.sublet.bot.inside.Kinds;
import dev.sublet.bot.inside.Objects;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.release.ReleaseException;
import dev.sublet.bot.release.ReleaseOrder;
import dev.sublet.bot.release.Releases;
import dev.sublet.bot.release.StoredRelease;
import dev.sublet.bot.resource.DriftItem;
import dev.sublet.bot.upgrade.Targets;
import dev.sublet.bot.work.Work;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One comparison of one virtual cluster. Not thread-safe. */
final class DriftCheck {
    private static final Logger LOG = LoggerFactory.getLogger(DriftCheck.class);
    private final Work work;
    private final Insides insides;
    private final Kinds hostKinds;
    private final Clean clean;
    private final boolean repair;
    private final List<DriftItem> items = new ArrayList<>();

    DriftCheck(Work work, Insides insides, Kinds hostKinds, Clean clean, boolean repair) {
        this.work = work;
        this.insides = insides;
        this.hostKinds = hostKinds;
        this.clean = clean;
        this.repair = repair;
    }

    List<DriftItem> run() {
        Wanted wanted = work.wanted();
        Objects host = new Objects(work.host().client(), hostKinds);
        Comparison own = new Comparison(host, clean, wanted.uid() + "/host", Labels.VIRTUAL_CLUSTER);
        settle(own.compare(HostObjects.of(work, host)), host, false);
        Optional<StoredRelease> stored = work.host().releases().find(wanted.hostNamespace(), wanted.name());
        ReleaseOrder order = Targets.order(work, Targets.goal(wanted, stored));
        release(work.host().releases(), stored, order, host, false);
        if (wanted.blueprint().addOns().isEmpty()
                && wanted.blueprint().insidePolicies().isEmpty()) {
            return items;
        }
        Optional<KubernetesClient> opened = work.host().vclusters().open(wanted);
        if (opened.isPresent()) {
            try (KubernetesClient client = opened.get()) {
                inside(client);
            }
        }
        return items;
    }

    private void inside(KubernetesClient client) {
        Objects inside = new Objects(client, insides.kinds(work.wanted().uid()));
        List<Expected> expected = new ArrayList<>();
        for (Addition addition : Additions.of(work.wanted().blueprint())) {
            inside.kind(addition.object())
                    .ifPresentOrElse(
                            kind -> expected.add(
                                    new Expected(kind, Additions.place(addition, kind), Expected.Way.APPLIED)),
                            () -> items.add(new DriftItem(
                                    addition.object().getKind(),
                                    null,
                                    addition.object().getMetadata().getName(),
                                    true,
                                    "its kind is not served",
                                    false)));
        }
        for (AddOn addOn : work.wanted().blueprint().addOns()) {
            Additions.order(addOn)
                    .ifPresent(order -> inside(work.host().releases().on(client), order, inside));
        }
        Comparison comparison = new Comparison(inside, clean, work.wanted().uid() + "/inside", Additions.LABEL);
        settle(comparison.compare(expected), inside, true);
    }

    private void inside(Releases releases, ReleaseOrder order, Objects inside) {
        release(releases, releases.find(order.namespace(), order.name()), order, inside, true);
    }

    /** The release itself, then what it made. */
    private void release(
            Releases releases, Optional<StoredRelease> stored, ReleaseOrder order, Objects cluster, boolean inside) {
        Optional<String> differs = !inside
                        && stored.filter(there -> Targets.isAs(work, there, order))
                                .isPresent()
                ? Optional.empty()
                : ReleaseObjects.differs(stored, order);
        if (differs.isPresent()) {
            boolean backwards = stored.filter(there -> !Targets.versions(there).mayBecome(order.version()))
                    .isPresent();
            boolean repaired = repair
                    && !backwards
                    && attempt(order.name(), () -> {
                        InsideStep.ensureNamespace(
                                cluster.client(),
                                inside ? new HashSet<>() : new HashSet<>(Set.of(order.namespace())),
                                order.namespace(),
                                order.name());
                        releases.apply(order);
                    });
            items.add(new DriftItem(
                    "Release",
                    order.namespace(),
                    order.name(),
                    inside,
                    differs.get() + (backwards ? "; there is no way back to an older chart" : ""),
                    repaired));
            if (repaired && !inside) {
                Optional<StoredRelease> now = releases.find(order.namespace(), order.name());
                now.ifPresent(there -> work.status()
                        .release(Targets.versions(there).kubernetes(), there.chartVersion(), there.revision()));
            }
            return;
        }
        String scope = work.wanted().uid() + (inside ? "/inside/" : "/host/") + order.name();
        List<Found> found = new Comparison(cluster, clean, scope, null)
                .compare(ReleaseObjects.of(stored.orElseThrow(), order.namespace(), cluster));
        settle(found, cluster, inside);
    }

    private void settle(List<Found> found, Objects cluster, boolean inside) {
        Set<String> namespaces = new HashSet<>();
        for (Found each : found) {
            Expected expected = each.expected();
            String namespace = expected.object().getMetadata().getNamespace();
            String name = expected.object().getMetadata().getName();
            boolean repaired = repair
                    && attempt(expected.key(), () -> {
                        if (inside && namespace != null) {
                            InsideStep.ensureNamespace(cluster.client(), namespaces, namespace, Additions.POLICIES);
                        }
                        putRight(each, cluster);
                    });
            items.add(new DriftItem(expected.kind().kind(), namespace, name, inside, each.what(), repaired));
        }
    }

    private static void putRight(Found found, Objects cluster) {
        Expected expected = found.expected();
        if (expected.way() != Expected.Way.RELEASED) {
            cluster.apply(expected.kind(), expected.object());
        } else if (found.isMissing()) {
            cluster.create(expected.kind(), expected.object());
        }
        if (found.patch() != null) {
            cluster.merge(expected.kind(), expected.object(), found.patch());
        }
    }

    /** One that cannot be put right does not keep the others from it; an unreachable server is thrown. */
    private boolean attempt(String what, Runnable doing) {
        try {
            doing.run();
            return true;
        } catch (ReleaseException e) {
            LOG.warn(
                    "drift of {} in {} cannot be repaired: {}",
                    what,
                    work.wanted().reference(),
                    e.getMessage());
        } catch (KubernetesClientException e) {
            if (e.getCode() < 400 || e.getCode() >= 500) {
                throw e;
            }
            LOG.warn(
                    "drift of {} in {} cannot be repaired: {}",
                    what,
                    work.wanted().reference(),
                    e.getMessage());
        }
        return false;
    }
}
