package dev.sublet.bot.host;

import dev.sublet.bot.inside.Kinds;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Kinds that other products define, for tests. */
public final class Definitions {
    private Definitions() {}

    /** Defines what a file of src/test/resources/definitions says, and waits until it is served. */
    public static void define(KubernetesClient client, String file) throws IOException {
        List<HasMetadata> items;
        try (InputStream yaml =
                Files.newInputStream(Path.of("src/test/resources/definitions").resolve(file))) {
            items = client.load(yaml).items();
        }
        define(client, items);
    }

    /** A kind of Gatekeeper's, as Gatekeeper would make it of a template. */
    public static void constraint(KubernetesClient client, String kind) {
        String plural = kind.toLowerCase(Locale.ROOT);
        CustomResourceDefinition definition =
                Serialization.unmarshal("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: %1$s.constraints.gatekeeper.sh}
                spec:
                  group: constraints.gatekeeper.sh
                  scope: Cluster
                  names: {kind: %2$s, listKind: %2$sList, plural: %1$s, singular: %1$s}
                  versions:
                    - name: v1beta1
                      served: true
                      storage: true
                      schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """.formatted(plural, kind), CustomResourceDefinition.class);
        define(client, List.of(definition));
    }

    private static void define(KubernetesClient client, List<? extends HasMetadata> items) {
        for (HasMetadata item : items) {
            client.resource(item).serverSideApply();
        }
        for (HasMetadata item : items) {
            if (item instanceof CustomResourceDefinition definition) {
                String version = definition.getSpec().getGroup() + "/"
                        + definition.getSpec().getVersions().get(0).getName();
                String kind = definition.getSpec().getNames().getKind();
                Eventually.isTrue(
                        RealHost.LIMIT,
                        () -> kind + " is not served",
                        () -> new Kinds().find(client, version, kind).isPresent());
            }
        }
    }
}
