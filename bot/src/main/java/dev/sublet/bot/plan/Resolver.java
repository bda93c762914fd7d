package dev.sublet.bot.plan;

import dev.sublet.bot.blueprint.Blueprint;
import dev.sublet.bot.blueprint.Blueprints;
import dev.sublet.bot.blueprint.Exposure;
import dev.sublet.bot.blueprint.Size;
import dev.sublet.bot.resource.Durations;
import dev.sublet.bot.resource.ExposeSpec;
import dev.sublet.bot.resource.OverrideSpec;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterSpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes all choices that a spec leaves open, and refuses those that a blueprint forbids. Immutable. */
public final class Resolver {
    /** Host namespaces are called so, and the name after it. */
    public static final String PREFIX = "vcluster-";
    /** Helm's own limit for a release is 53; the chart adds up to 13 characters for a name that must fit 63. */
    public static final int NAME_MAX = 48;

    private static final Pattern VERSION = Pattern.compile("(1\\.[0-9]{1,2})(\\.[0-9]{1,2})?");
    private static final Pattern HOST =
            Pattern.compile("([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\.)+[a-z]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final int PRINTED_MAX = 80;
    /** On a resource whose deletion was undone: when it was made first. It makes a life end earlier, never later. */
    public static final String FIRST_CREATED = "sublet.dev/first-created";

    private final Blueprints blueprints;

    public Resolver(Blueprints blueprints) {
        this.blueprints = blueprints;
    }

    /** How long a deletion of it can be undone; empty when its blueprint is not there. */
    public Optional<Duration> undo(VirtualCluster resource) {
        return blueprint(resource).map(Blueprint::undo);
    }

    /** Its blueprint; empty when that is not there. */
    public Optional<Blueprint> blueprint(VirtualCluster resource) {
        VirtualClusterSpec spec = resource.getSpec();
        return spec == null ? Optional.empty() : blueprints.find(spec.blueprint());
    }

    /**
     * Makes the choices.
     *
     * @param override what differs for now, or null
     * @throws RefusedException when the spec asks for what is not there or not allowed; one line with the remedy
     */
    public Wanted resolve(VirtualCluster resource, @Nullable OverrideSpec override) {
        VirtualClusterSpec spec = resource.getSpec();
        if (spec == null) {
            throw new RefusedException("the VirtualCluster has no spec; name owner and blueprint");
        }
        String name = resource.getMetadata().getName();
        if (name.length() > NAME_MAX || !name.matches("[a-z]([-a-z0-9]*[a-z0-9])?")) {
            throw new RefusedException(
                    "name \"" + printable(name) + "\" cannot be a release: use a-z, 0-9 and dashes, begin with a"
                            + " letter, at most " + NAME_MAX + " characters");
        }
        Blueprint blueprint = blueprints
                .find(spec.blueprint())
                .orElseThrow(() -> new RefusedException("there is no blueprint \"" + printable(spec.blueprint())
                        + "\"; choose from "
                        + blueprints.newest().stream().map(Blueprint::name).toList()));
        String sizeForNow = override == null ? null : override.size();
        String sizeName = sizeForNow == null ? spec.size() : sizeForNow;
        Size size = blueprint
                .size(sizeName)
                .orElseThrow(() -> new RefusedException("blueprint " + blueprint.reference() + " has no size \""
                        + printable(String.valueOf(sizeName)) + "\"; choose from "
                        + blueprint.sizes().stream().map(Size::name).toList()));
        String lifeForNow = override == null ? null : override.timeToLive();
        String life = lifeForNow == null ? spec.timeToLive() : lifeForNow;
        Boolean pausedForNow = override == null ? null : override.paused();
        boolean paused = pausedForNow == null ? spec.paused() : pausedForNow;
        return new Wanted(
                name,
                resource.getMetadata().getNamespace(),
                Optional.ofNullable(resource.getMetadata().getUid()).orElse(""),
                createdAt(resource),
                PREFIX + name,
                spec.owner(),
                blueprint,
                size,
                kubernetesVersion(blueprint, spec.kubernetesVersion()),
                chartVersion(blueprint, spec.chartVersion()),
                life(blueprint, life),
                paused,
                spec.isProtected(),
                spec.sleep(),
                expose(blueprint, name, spec.expose()),
                spec.argocd());
    }

    /** When its life began, which an undone deletion does not change. */
    public static Instant createdAt(VirtualCluster resource) {
        String text = resource.getMetadata().getCreationTimestamp();
        Instant created = text == null ? Instant.EPOCH : Instant.parse(text);
        Map<String, String> annotations = resource.getMetadata().getAnnotations();
        String first = annotations == null ? null : annotations.get(FIRST_CREATED);
        try {
            Instant before = first == null ? created : Instant.parse(first);
            return before.isBefore(created) ? before : created;
        } catch (DateTimeException e) {
            return created;
        }
    }

    private static String kubernetesVersion(Blueprint blueprint, @Nullable String wanted) {
        if (wanted == null) {
            return blueprint.kubernetesVersions().get(0);
        }
        Matcher matcher = VERSION.matcher(wanted);
        if (!matcher.matches() || !blueprint.kubernetesVersions().contains(matcher.group(1))) {
            throw new RefusedException("blueprint " + blueprint.reference() + " does not allow Kubernetes \""
                    + printable(wanted) + "\"; choose from " + blueprint.kubernetesVersions());
        }
        return wanted;
    }

    private static String chartVersion(Blueprint blueprint, @Nullable String wanted) {
        List<String> allowed = blueprint.chart().versions();
        if (wanted != null && !allowed.contains(wanted)) {
            throw new RefusedException("blueprint " + blueprint.reference() + " does not allow chart \""
                    + printable(wanted) + "\"; choose from " + allowed);
        }
        return wanted == null ? allowed.get(0) : wanted;
    }

    private static @Nullable Duration life(Blueprint blueprint, @Nullable String wanted) {
        Duration life = wanted == null
                ? blueprint.lifeDefault()
                : Durations.parse(wanted)
                        .orElseThrow(() -> new RefusedException(
                                "timeToLive \"" + printable(wanted) + "\" is not a time; write 8h or 14d"));
        Duration max = blueprint.lifeMax();
        if (max != null && (life == null || life.compareTo(max) > 0)) {
            if (wanted == null) {
                return max;
            }
            throw new RefusedException("timeToLive " + wanted + " is longer than blueprint " + blueprint.reference()
                    + " allows, which is " + Durations.text(max));
        }
        return life;
    }

    private static @Nullable ExposeSpec expose(Blueprint blueprint, String name, @Nullable ExposeSpec wanted) {
        if (wanted == null) {
            return null;
        }
        Exposure offered = blueprint.exposure();
        boolean possible = switch (wanted.way()) {
            case Ingress -> offered.ingressClass() != null;
            case Gateway -> offered.gateway() != null;
            case LoadBalancer -> offered.loadBalancer();
        };
        if (!possible) {
            throw new RefusedException("blueprint " + blueprint.reference() + " offers no exposure by "
                    + wanted.way().name() + "; ask an admin to add it under expose");
        }
        if (wanted.way() == ExposeSpec.Way.LoadBalancer) {
            if (wanted.host() != null) {
                throw new RefusedException("expose has a host, which LoadBalancer does not take; leave host out");
            }
            return wanted;
        }
        String domain = offered.domain();
        String host = wanted.host() == null && domain != null ? name + "." + domain : wanted.host();
        if (host == null) {
            throw new RefusedException("expose has no host, and blueprint " + blueprint.reference() + " has no domain");
        }
        if (host.length() > 253 || !HOST.matcher(host).matches()) {
            throw new RefusedException(
                    "host \"" + printable(host) + "\" is no DNS name; use a-z, 0-9, dashes and dots");
        }
        if (domain != null && !host.endsWith("." + domain)) {
            throw new RefusedException("host " + host + " is not beneath " + domain + ", which blueprint "
                    + blueprint.reference() + " demands");
        }
        return new ExposeSpec(wanted.way(), host);
    }

    /** On one line and not long, whatever someone wrote. */
    private static String printable(String text) {
        String line = text.replaceAll("[^ -~]", "?");
        return line.length() > PRINTED_MAX ? line.substring(0, PRINTED_MAX) + "…" : line;
    }
}
