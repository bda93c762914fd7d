package dev.sublet.bot.gitops;

import dev.sublet.bot.resource.GitStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells by its marks whether Git owns an object: then nobody else changes its spec. Stateless. */
public final class GitOwner {
    public static final String ARGOCD = "ArgoCD";
    public static final String FLUX = "Flux";
    /** ArgoCD's own, as {@code application:group/kind:namespace/name}. */
    public static final String TRACKING_ID = "argocd.argoproj.io/tracking-id";

    private static final Pattern TRACKING = Pattern.compile("([^:]+):([^:/]*)/([^:/]+):([^:/]*)/([^:/]+)");
    /** ArgoCD's label where its own is not set; others use it too. */
    private static final String INSTANCE = "app.kubernetes.io/instance";

    private static final String ARGOCD_INSTANCE = "argocd.argoproj.io/instance";
    private static final String UNKNOWN = "unknown";
    private static final Map<String, String> FLUX_PREFIXES = Map.of(
            "kustomize.toolkit.fluxcd.io", "kustomization/",
            "helm.toolkit.fluxcd.io", "helmrelease/");
    private static final Map<String, String> MANAGERS =
            Map.of("argocd-controller", ARGOCD, "kustomize-controller", FLUX, "helm-controller", FLUX);
    private static final Set<String> LABELS_OF_ARGOCD = Set.of(INSTANCE, ARGOCD_INSTANCE);

    private GitOwner() {}

    /** Empty when nothing says that Git owns it. */
    public static Optional<GitStatus> of(HasMetadata object) {
        return argocd(object).or(() -> flux(object)).or(() -> manager(object));
    }

    /** ArgoCD, by the marks that it puts on what it renders. */
    public static Optional<GitStatus> argocd(HasMetadata object) {
        String tracking = text(object.getMetadata().getAnnotations(), TRACKING_ID);
        Matcher matcher = TRACKING.matcher(tracking == null ? "" : tracking);
        // A copy of an object brings its annotation along. ArgoCD itself does not take that for its own.
        if (matcher.matches()
                && matcher.group(3).equals(object.getKind())
                && matcher.group(5).equals(object.getMetadata().getName())) {
            return Optional.of(new GitStatus(ARGOCD, matcher.group(1)));
        }
        String own = text(object.getMetadata().getLabels(), ARGOCD_INSTANCE);
        if (own != null) {
            return Optional.of(new GitStatus(ARGOCD, own));
        }
        String instance = text(object.getMetadata().getLabels(), INSTANCE);
        return instance != null && writers(object).anyMatch("argocd-controller"::equals)
                ? Optional.of(new GitStatus(ARGOCD, instance))
                : Optional.empty();
    }

    private static Optional<GitStatus> flux(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return FLUX_PREFIXES.entrySet().stream()
                .filter(prefix -> text(labels, prefix.getKey() + "/name") != null)
                .map(prefix -> new GitStatus(
                        FLUX,
                        prefix.getValue() + text(labels, prefix.getKey() + "/namespace") + "/"
                                + text(labels, prefix.getKey() + "/name")))
                .findFirst();
    }

    private static Optional<GitStatus> manager(HasMetadata object) {
        return writers(object)
                .map(MANAGERS::get)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .map(tool -> new GitStatus(tool, UNKNOWN));
    }

    /** Who wrote something of its spec. */
    private static Stream<String> writers(HasMetadata object) {
        List<ManagedFieldsEntry> entries = object.getMetadata().getManagedFields();
        return entries == null
                ? Stream.empty()
                : entries.stream()
                        .filter(entry -> entry.getFieldsV1() != null
                                && entry.getFieldsV1().getAdditionalProperties().containsKey("f:spec"))
                        .map(entry -> entry.getManager() == null ? "" : entry.getManager());
    }

    /** A copy of labels or annotations without those by which Git's tools and kubectl know what they own. */
    public static Map<String, String> without(@Nullable Map<String, String> all) {
        Map<String, String> rest = new TreeMap<>(all == null ? Map.of() : all);
        rest.keySet()
                .removeIf(key -> key.startsWith("argocd.argoproj.io/")
                        || LABELS_OF_ARGOCD.contains(key)
                        || FLUX_PREFIXES.keySet().stream().anyMatch(prefix -> key.startsWith(prefix + "/")));
        return rest;
    }

    private static @Nullable String text(@Nullable Map<String, String> map, String key) {
        return map == null ? null : map.get(key);
    }
}
