package dev.sublet.bot.upgrade;

import dev.sublet.bot.plan.RefusedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The way from what runs to what is wanted: the chart first, one minor at a time, then Kubernetes, one minor at a time, since a new chart
 * knows old Kubernetes and not the other way round. Pure.
 *
 * @param hops in their order; none when only values differ or nothing does
 */
public record UpgradePlan(List<Hop> hops) {
    public UpgradePlan {
        hops = List.copyOf(hops);
    }

    /**
     * Finds the way.
     *
     * @throws RefusedException when there is none; says the next station that is allowed, or what is missing
     */
    public static UpgradePlan of(Versions current, Versions wanted, Allowed allowed) {
        List<Hop> hops = new ArrayList<>();
        charts(current, wanted, allowed, hops);
        kubernetes(current, wanted, allowed, hops);
        return new UpgradePlan(hops);
    }

    /** In words, one line. */
    public String text() {
        return String.join(
                "; then ",
                hops.stream()
                        .map(hop -> "chart " + hop.chart() + " with Kubernetes " + hop.kubernetes() + " ("
                                + hop.reason() + ")")
                        .toList());
    }

    private static void charts(Versions current, Versions wanted, Allowed allowed, List<Hop> hops) {
        Version at = version(current.chart(), "chart");
        Version target = version(wanted.chart(), "chart");
        if (at.equals(target)) {
            return;
        }
        if (at.compareTo(target) > 0) {
            throw new RefusedException("chart " + at + " cannot go back to " + target
                    + "; restore a snapshot from before the upgrade, or ask for chart " + at + " or newer");
        }
        if (at.isBefore(0, 20, 0)) {
            throw new RefusedException(
                    "chart " + at + " has values of the old form; convert them with 'vcluster convert"
                            + " config' and install chart 0.20 by hand, then ask again");
        }
        while (!at.equals(target)) {
            Version next = at.isSameMinor(target) ? target : station(at, target, allowed);
            distro(current, at, next);
            hops.add(new Hop(next.toString(), kubernetesNow(current, wanted), reason(at, next)));
            at = next;
        }
    }

    /** The newest version of the next minor, or the target when it is that minor. */
    private static Version station(Version at, Version target, Allowed allowed) {
        if (target.major() != at.major()) {
            throw new RefusedException("chart " + at + " to " + target
                    + " is a new major version; upgrade it by hand as its release notes say");
        }
        if (target.minor() == at.minor() + 1) {
            return target;
        }
        Optional<Version> next = allowed.charts().stream()
                .map(Version::parse)
                .flatMap(Optional::stream)
                .filter(version -> version.major() == at.major() && version.minor() == at.minor() + 1)
                .max(Comparator.naturalOrder());
        return next.orElseThrow(() -> new RefusedException("chart " + at + " to " + target
                + " skips a minor: the next station is " + at.major() + "." + (at.minor() + 1) + ".x, and "
                + allowed.by() + " allows none of it, only " + allowed.charts() + "; add one to chart.versions"));
    }

    private static void distro(Versions current, Version at, Version next) {
        boolean k3sEnds = current.distro() == Versions.Distro.K3S && !next.isBefore(0, 33, 0);
        boolean k0sEnds = current.distro() == Versions.Distro.K0S && !next.isBefore(0, 26, 0);
        if (k3sEnds || k0sEnds || current.distro() == Versions.Distro.EKS) {
            throw new RefusedException(
                    "chart " + next + " has no " + current.distro().word()
                            + " any more; the next station is k8s on chart " + at
                            + ": move the virtual cluster there first, which cannot be undone");
        }
    }

    private static String reason(Version at, Version next) {
        if (at.isSameMinor(next)) {
            return "a patch of the same minor";
        }
        if (at.isBefore(0, 29, 0) && !next.isBefore(0, 29, 0)) {
            if (at.isBefore(0, 24, 2)) {
                throw new RefusedException("chart " + at + " cannot become " + next
                        + ": its store has to be brought to etcd 3.5.20 first; the next station is 0.24.2");
            }
            return "brings the store to etcd 3.6, which 0.24.2 and later prepared";
        }
        return "charts go one minor at a time";
    }

    private static void kubernetes(Versions current, Versions wanted, Allowed allowed, List<Hop> hops) {
        if (current.kubernetes().isEmpty() || wanted.kubernetes().isEmpty()) {
            // The chart chose the version; nothing tells which, so no hop can be named.
            return;
        }
        Version at = version(current.kubernetes(), "Kubernetes");
        Version target = version(wanted.kubernetes(), "Kubernetes");
        boolean anyPatch = !wanted.kubernetes().matches(".*\\..*\\..*");
        if (at.isSameMinor(target) && (anyPatch || at.equals(target))) {
            return;
        }
        if (at.compareTo(target) > 0) {
            throw new RefusedException("Kubernetes " + at + " cannot go back to " + target
                    + "; restore a snapshot from before the upgrade, or ask for " + at.minorText() + " or newer");
        }
        for (int minor = at.minor() + 1; minor < target.minor(); minor++) {
            String station = at.major() + "." + minor;
            if (!allowed.kubernetes().contains(station)) {
                throw new RefusedException("Kubernetes " + at + " to " + target + " skips a minor: the next station is "
                        + station + ", which " + allowed.by() + " does not allow, only " + allowed.kubernetes()
                        + "; add it to kubernetes");
            }
            hops.add(new Hop(wanted.chart(), station, "Kubernetes goes one minor at a time"));
        }
        hops.add(new Hop(
                wanted.chart(),
                wanted.kubernetes(),
                at.isSameMinor(target) ? "a patch of the same minor" : "Kubernetes goes one minor at a time"));
    }

    /** During the chart's hops Kubernetes stays. */
    private static String kubernetesNow(Versions current, Versions wanted) {
        return current.kubernetes().isEmpty() ? wanted.kubernetes() : current.kubernetes();
    }

    private static Version version(String text, String what) {
        return Version.parse(text)
                .orElseThrow(() -> new RefusedException(
                        what + " \"" + text + "\" is not a version such as 0.37.0; correct the spec"));
    }
}
