package dev.sublet.bot.work;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Applies objects on the server's side. What was applied in this process and has not changed since is not sent again: the comparison with
 * what is really there is drift's work, on its own schedule. Thread-safe.
 */
public final class Applier {
    /** The field manager under which the operator owns fields. */
    public static final String MANAGER = "sublet";

    private static final int REMEMBERED_MAX = 50_000;

    private final KubernetesClient client;
    private final Map<String, String> applied = new LinkedHashMap<>();

    public Applier(KubernetesClient client) {
        this.client = client;
    }

    /** Applies what changed since this process applied it last; fields of others are taken over. */
    public void apply(HasMetadata object) {
        String digest = digest(object);
        if (!digest.equals(remembered(key(object)))) {
            applyNow(object);
        }
    }

    /** Applies whatever is remembered, and returns what the server made of it. */
    public <T extends HasMetadata> T applyNow(T object) {
        T answer = client.resource(object).patch(context(false));
        remember(key(object), digest(object));
        return answer;
    }

    /** What the server would make of it. Nothing changes. */
    public <T extends HasMetadata> T dryRun(T object) {
        return client.resource(object).patch(context(true));
    }

    /** Forgets what was applied in a namespace, so that it is applied anew. */
    public synchronized void forget(String namespace) {
        applied.keySet().removeIf(key -> key.startsWith(namespace + "/"));
    }

    private static PatchContext context(boolean dryRun) {
        PatchContext.Builder context = new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(MANAGER)
                .withForce(true);
        if (dryRun) {
            context.withDryRun(List.of("All"));
        }
        return context.build();
    }

    private synchronized String remembered(String key) {
        return applied.getOrDefault(key, "");
    }

    private synchronized void remember(String key, String digest) {
        applied.remove(key);
        applied.put(key, digest);
        if (applied.size() > REMEMBERED_MAX) {
            applied.remove(applied.keySet().iterator().next());
        }
    }

    /** Namespaces count as their own, so that forgetting one forgets it too. */
    private static String key(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        String name = object.getMetadata().getName();
        return (namespace == null ? name : namespace) + "/" + object.getKind() + "/" + name;
    }

    private static String digest(HasMetadata object) {
        try {
            byte[] text = Serialization.asJson(object).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
