package dev.sublet.bot.inside;

import dev.sublet.bot.blueprint.AddOn;
import dev.sublet.bot.blueprint.Blueprint;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.release.ReleaseOrder;
import dev.sublet.bot.release.Releases;
import dev.sublet.bot.release.StoredRelease;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Step;
import dev.sublet.bot.work.Work;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Applies add-ons and policies inside the virtual cluster: once for a blueprint's version and a release's revision. What becomes of them
 * later is drift's work. What the virtual cluster refuses is told by the condition {@code AddOns} and tried again; the rest is applied.
 * Thread-safe.
 */
public final class InsideStep implements Step {
    /** Whether all add-ons and inside policies are applied. */
    public static final String CONDITION = "AddOns";

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final int CONFLICT = 409;

    private final Insides insides;

    public InsideStep(Insides insides) {
        this.insides = insides;
    }

    @Override
    public String name() {
        return "Inside";
    }

    @Override
    public Outcome run(Work work) {
        Blueprint blueprint = work.wanted().blueprint();
        if (blueprint.addOns().isEmpty() && blueprint.insidePolicies().isEmpty()) {
            return Outcome.DONE;
        }
        String key = work.wanted().uid() + "/inside";
        String mark = blueprint.reference() + "/" + blueprint.hashCode() + "/"
                + work.status().build().releaseRevision();
        if (insides.has(key, mark)) {
            return Outcome.DONE;
        }
        Optional<KubernetesClient> opened = work.host().vclusters().open(work.wanted());
        if (opened.isEmpty()) {
            return new Outcome.Waiting("the virtual cluster has not written its kubeconfig yet", SOON);
        }
        try (KubernetesClient client = opened.get()) {
            Objects inside = new Objects(client, insides.kinds(work.wanted().uid()));
            List<Addition> additions = Additions.of(blueprint);
            Problems problems = new Problems();
            Optional<Outcome> waits = definitions(inside, additions, problems);
            if (waits.isPresent()) {
                return waits.get();
            }
            Set<String> namespaces = new HashSet<>();
            for (AddOn addOn : blueprint.addOns()) {
                ensureNamespace(client, namespaces, addOn.namespace(), addOn.name());
                Additions.order(addOn)
                        .ifPresent(order -> problems.attempt(
                                "add-on " + addOn.name(),
                                () -> release(work.host().releases().on(client), order)));
            }
            additions.stream()
                    .filter(addition -> !addition.isDefinition())
                    .forEach(addition -> apply(inside, namespaces, addition, comes(additions, addition), problems));
            return finish(work, key, mark, problems);
        }
    }

    private Outcome finish(Work work, String key, String mark, Problems problems) {
        if (problems.isEmpty()) {
            insides.put(key, mark);
            work.status()
                    .condition(
                            CONDITION,
                            true,
                            "Applied",
                            "as blueprint " + work.wanted().blueprint().reference() + " says");
        } else {
            Instant now = work.host().clock().instant();
            Instant since =
                    work.status().isTrue(CONDITION) ? null : work.status().since(CONDITION);
            work.status().condition(CONDITION, false, "NotApplied", problems.text());
            work.status().again(Templates.again(problems.willBeDefined(), since, now));
        }
        return Outcome.DONE;
    }

    /** Definitions first: without them the server does not know their kinds. */
    private static Optional<Outcome> definitions(Objects inside, List<Addition> additions, Problems problems) {
        List<String> waiting = new ArrayList<>();
        for (Addition addition : additions) {
            if (addition.isDefinition()) {
                problems.attempt(title(addition), () -> {
                    Kind kind = inside.kind(addition.object()).orElseThrow();
                    GenericKubernetesResource there = inside.apply(kind, Additions.place(addition, kind));
                    if (!isEstablished(there)) {
                        waiting.add(addition.object().getMetadata().getName());
                    }
                });
            }
        }
        return waiting.isEmpty()
                ? Optional.empty()
                : Optional.of(new Outcome.Waiting("inside, these kinds are being defined: " + waiting, SOON));
    }

    private static boolean isEstablished(GenericKubernetesResource definition) {
        return definition.get("status", "conditions") instanceof List<?> conditions
                && conditions.stream()
                        .anyMatch(condition -> condition instanceof java.util.Map<?, ?> fields
                                && "Established".equals(fields.get("type"))
                                && "True".equals(fields.get("status")));
    }

    /** Whether a template of the blueprint makes its kind. */
    private static boolean comes(List<Addition> additions, Addition addition) {
        return additions.stream()
                .filter(Addition::isTemplate)
                .anyMatch(template -> addition.object()
                        .getKind()
                        .equals(template.object().get("spec", "crd", "spec", "names", "kind")));
    }

    private static void apply(
            Objects inside, Set<String> namespaces, Addition addition, boolean comes, Problems problems) {
        problems.attempt(title(addition), () -> {
            Optional<Kind> kind = inside.kind(addition.object());
            if (kind.isEmpty() && comes) {
                problems.addUntilDefined(
                        title(addition) + ": Gatekeeper inside has not made its kind of its template yet");
                return;
            }
            if (kind.isEmpty()) {
                problems.add(title(addition) + ": the virtual cluster serves no kind "
                        + addition.object().getKind() + " of "
                        + addition.object().getApiVersion() + "; add its CustomResourceDefinition to the blueprint");
                return;
            }
            if (kind.get().namespaced()) {
                ensureNamespace(inside.client(), namespaces, addition.namespace(), addition.addOn());
            }
            inside.apply(kind.get(), Additions.place(addition, kind.get()));
        });
    }

    /** Makes a namespace that is not there, with the add-on's label; one that is there is left as it is. */
    public static void ensureNamespace(KubernetesClient client, Set<String> done, String name, String addOn) {
        if (!done.add(name)) {
            return;
        }
        try {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .addToLabels(Labels.MANAGED_BY, Labels.SUBLET)
                            .addToLabels(Additions.LABEL, addOn)
                            .endMetadata()
                            .build())
                    .create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != CONFLICT) {
                throw e;
            }
        }
    }

    /** Installs or upgrades an add-on's chart, unless it is as wanted. */
    public static void release(Releases releases, ReleaseOrder order) {
        Optional<StoredRelease> stored = releases.find(order.namespace(), order.name());
        boolean asWanted = stored.filter(there -> there.isDeployed()
                        && there.chartVersion().equals(order.version())
                        && there.config().equals(order.values()))
                .isPresent();
        if (!asWanted) {
            releases.apply(order);
        }
    }

    private static String title(Addition addition) {
        return addition.object().getKind() + " "
                + addition.object().getMetadata().getName() + " of " + addition.addOn();
    }
}
