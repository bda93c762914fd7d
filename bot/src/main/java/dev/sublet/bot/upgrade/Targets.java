package dev.sublet.bot.upgrade;

import dev.sublet.bot.plan.ChartValues;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.release.EffectiveValues;
import dev.sublet.bot.release.ReleaseOrder;
import dev.sublet.bot.release.StoredRelease;
import dev.sublet.bot.work.Outside;
import dev.sublet.bot.work.Work;
import java.util.Map;
import java.util.Optional;

/** Releases that are wanted: in the end, and at each station on the way. Stateless. */
public final class Targets {
    /** On a VirtualCluster that was adopted: the release's revision, made by somebody else. */
    public static final String ADOPTED_REVISION = "sublet.dev/adopted-revision";

    private Targets() {}

    /** The versions that a release has. */
    public static Versions versions(StoredRelease release) {
        return Versions.of(release.chartVersion(), release.config());
    }

    /** The end of the way. Where only a minor is wanted and it runs, its patch stays. */
    public static Hop goal(Wanted wanted, Optional<StoredRelease> stored) {
        String kubernetes = wanted.kubernetesVersion();
        Optional<Version> asked = Version.parse(kubernetes);
        boolean anyPatch = !kubernetes.matches(".*\\..*\\..*");
        String kept = stored.map(Targets::versions)
                .map(Versions::kubernetes)
                .filter(now -> anyPatch
                        && Version.parse(now)
                                .flatMap(running -> asked.map(running::isSameMinor))
                                .orElse(false))
                .orElse(kubernetes);
        return new Hop(wanted.chartVersion(), kept, "");
    }

    /** The release at a station, with all values of today. */
    public static ReleaseOrder order(Work work, Hop hop) {
        Wanted wanted = work.wanted();
        return new ReleaseOrder(
                wanted.hostNamespace(),
                wanted.name(),
                wanted.blueprint().chart(),
                hop.chart(),
                ChartValues.of(
                        at(wanted, hop),
                        work.host().settings().audit() != null,
                        Outside.host(work.host().client(), wanted),
                        work.host().settings().oidc()));
    }

    /**
     * Whether a release is as it should be. One that was adopted is when the chart sees the same values, however they were written: what
     * runs then has no reason to restart.
     */
    public static boolean isAs(Work work, StoredRelease there, ReleaseOrder order) {
        if (!there.chartVersion().equals(order.version())) {
            return false;
        }
        Map<String, String> annotations = work.resource().getMetadata().getAnnotations();
        String adopted = annotations == null ? null : annotations.get(ADOPTED_REVISION);
        return there.config().equals(order.values())
                || (Integer.toString(there.revision()).equals(adopted)
                        && EffectiveValues.differences(there, order.values()).isEmpty());
    }

    private static Wanted at(Wanted wanted, Hop hop) {
        return new Wanted(
                wanted.name(),
                wanted.namespace(),
                wanted.uid(),
                wanted.createdAt(),
                wanted.hostNamespace(),
                wanted.owner(),
                wanted.blueprint(),
                wanted.size(),
                hop.kubernetes(),
                hop.chart(),
                wanted.life(),
                wanted.paused(),
                wanted.isProtected(),
                wanted.sleep(),
                wanted.expose(),
                wanted.argocd());
    }
}
