package dev.sublet.bot.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sublet.bot.host.RealServer;
import dev.sublet.bot.inside.Additions;
import dev.sublet.bot.inside.Kind;
import dev.sublet.bot.inside.Kinds;
import dev.sublet.bot.inside.Objects;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonOnARealServerTest {
    private static final Kind MAPS = new Kind("v1", "ConfigMap", "configmaps", true);

    private static Expected expected(String name) {
        return new Expected(
                MAPS,
                Additions.generic(Differences.tree(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace("default")
                        .addToLabels("compared", "yes")
                        .endMetadata()
                        .addToData("a", "b")
                        .build())),
                Expected.Way.APPLIED);
    }

    @Test
    void asks_once_for_a_kind_and_again_only_for_what_changed_and_changes_nothing() {
        AtomicInteger requests = new AtomicInteger();
        try (KubernetesClient plain = RealServer.require();
                KubernetesClient client = new KubernetesClientBuilder()
                        .withConfig(new ConfigBuilder(plain.getConfiguration()).build())
                        .withHttpClientBuilderConsumer(builder ->
                                builder.addOrReplaceInterceptor("count", new Interceptor() {
                                    @Override
                                    public void before(BasicBuilder request, HttpRequest sent, RequestTags tags) {
                                        requests.incrementAndGet();
                                    }
                                }))
                        .build()) {
            String mark = "compared-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
            List<Expected> all =
                    Stream.of("1", "2", "3").map(i -> expected(mark + i)).toList();
            Objects objects = new Objects(client, new Kinds());
            objects.apply(MAPS, all.get(0).object());
            objects.apply(MAPS, all.get(1).object());
            Clean clean = new Clean();

            requests.set(0);
            List<Found> found = new Comparison(objects, clean, "s", "compared").compare(all);
            assertEquals(List.of("missing"), found.stream().map(Found::what).toList());
            // A list, the missing one by its name, and two dry runs.
            assertEquals(4, requests.get());
            assertNull(objects.get(MAPS, all.get(2).object()));

            requests.set(0);
            new Comparison(objects, clean, "s", "compared").compare(all);
            assertEquals(2, requests.get());

            objects.merge(MAPS, all.get(0).object(), "{\"data\":{\"a\":\"c\"}}");
            requests.set(0);
            List<Found> changed = new Comparison(objects, clean, "s", "compared").compare(all);
            assertEquals(3, requests.get());
            assertEquals("data.a is c, not b", changed.get(0).what());
            assertEquals(
                    "c",
                    plain.configMaps()
                            .inNamespace("default")
                            .withName(mark + "1")
                            .get()
                            .getData()
                            .get("a"));
            all.forEach(each -> objects.delete(MAPS, each.object()));
        }
    }
}
