package dev.sublet.bot.inside;

import dev.sublet.bot.blueprint.Blueprint;
import dev.sublet.bot.blueprint.Manifest;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Step;
import dev.sublet.bot.work.Work;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Applies a blueprint's host policies, after the control plane runs: enforced earlier, a policy could keep its pods from starting. A kind
 * that the host lacks, or that is not allowed, is told by the condition {@code HostPolicies}. Thread-safe.
 */
public final class HostPolicyStep implements Step {
    /** Whether all host policies are applied. */
    public static final String CONDITION = "HostPolicies";

    private final Insides insides;
    private final Kinds kinds;

    /**
     * For one host.
     *
     * @param kinds the host's
     */
    public HostPolicyStep(Insides insides, Kinds kinds) {
        this.insides = insides;
        this.kinds = kinds;
    }

    @Override
    public String name() {
        return "HostPolicies";
    }

    @Override
    public Outcome run(Work work) {
        Blueprint blueprint = work.wanted().blueprint();
        String key = work.wanted().uid() + "/host";
        String mark = blueprint.reference() + "/" + blueprint.hashCode();
        if (blueprint.hostPolicies().isEmpty() || insides.has(key, mark)) {
            return Outcome.DONE;
        }
        Objects host = new Objects(work.host().client(), kinds);
        Problems problems = new Problems();
        for (Manifest manifest : ordered(blueprint.hostPolicies())) {
            String title = manifest.kind() + " " + manifest.name();
            problems.attempt(title, () -> apply(work, host, manifest, title, problems));
        }
        if (problems.isEmpty()) {
            insides.put(key, mark);
            work.status().condition(CONDITION, true, "Applied", "as blueprint " + blueprint.reference() + " says");
        } else {
            Instant now = work.host().clock().instant();
            Instant since =
                    work.status().isTrue(CONDITION) ? null : work.status().since(CONDITION);
            work.status().condition(CONDITION, false, "NotApplied", problems.text());
            work.status().again(Templates.again(problems.willBeDefined(), since, now));
        }
        return Outcome.DONE;
    }

    /** Templates first: they make the kinds of the others. */
    private static List<Manifest> ordered(List<Manifest> manifests) {
        return manifests.stream()
                .sorted(Comparator.comparing(manifest -> !isTemplate(manifest)))
                .toList();
    }

    private static boolean isTemplate(Manifest manifest) {
        return Templates.are(manifest.object().path("apiVersion").asText(), manifest.kind());
    }

    private static void apply(Work work, Objects host, Manifest manifest, String title, Problems problems) {
        Optional<Kind> kind = host.kind(HostPolicies.asWritten(manifest));
        if (kind.isEmpty()
                && work.wanted().blueprint().hostPolicies().stream()
                        .anyMatch(other -> isTemplate(other)
                                && Templates.kind(other.object()).equals(manifest.kind()))) {
            problems.addUntilDefined(title + ": Gatekeeper has not made its kind of its template yet");
            return;
        }
        if (kind.isEmpty()) {
            problems.add(title + ": the host cluster serves no kind " + manifest.kind() + " of "
                    + manifest.object().path("apiVersion").asText() + "; install what defines it, or take "
                    + manifest.from() + " out of the blueprint's policies.host");
            return;
        }
        Optional<GenericKubernetesResource> object = HostPolicies.of(work.wanted(), manifest, kind.get());
        if (object.isEmpty()) {
            problems.add(title + ": its kind belongs to the whole host cluster; use a namespaced kind, a"
                    + " Kyverno ClusterPolicy or a Gatekeeper constraint");
            return;
        }
        host.apply(kind.get(), object.get());
    }
}
