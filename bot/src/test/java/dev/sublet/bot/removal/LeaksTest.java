package dev.sublet.bot.removal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeaksTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Living LIVING = new Living(
            Set.of("shop/web"),
            Set.of("vcluster-web/web", "old/legacy", "a-very-long-namespace-of-some-team/and-a-quite-long-name"),
            Set.of("vcluster-web", "old", "default"));

    @Test
    void what_belongs_to_the_living_is_no_leak() {
        List<Found> found = List.of(
                found("Namespace", null, "vcluster-web", ours("shop", "web")),
                found(
                        "PersistentVolumeClaim",
                        "vcluster-web",
                        "data-web-0",
                        Map.of("app", "vcluster", "release", "web")),
                found("PriorityClass", null, "p", Map.of("vcluster.loft.sh/managed-by", "vcluster-web-x-web")),
                found("PersistentVolumeClaim", "old", "x", Map.of("vcluster.loft.sh/managed-by", "legacy")),
                found("ClusterRole", null, "vc-legacy", chart("legacy")),
                found("ClusterRole", null, "admin", Map.of()),
                found("StorageClass", null, "app", Map.of("app", "vcluster", "release", "gone")),
                volume("old", true),
                volume("vcluster-web", true),
                volume("vcluster-gone", false));

        assertEquals(List.of(), Leaks.among(found, LIVING, NOW));
    }

    @Test
    void each_kind_of_trace_of_the_gone_is_named_with_its_reason() {
        List<Found> found = List.of(
                found("Secret", "argocd", "vcluster-api", ours("shop", "api")),
                found("PersistentVolumeClaim", "vcluster-web", "data-x-1", Map.of("app", "vcluster", "release", "x")),
                found("PriorityClass", null, "p", Map.of("vcluster.loft.sh/managed-by", "vcluster-web-x-api")),
                found("ClusterRole", null, "vc-api", chart("api")),
                volume("vcluster-gone", true));

        List<Leak> leaks = Leaks.among(found, LIVING, NOW);

        assertEquals(
                List.of("ClusterRole", "PersistentVolume", "PersistentVolumeClaim", "PriorityClass", "Secret"),
                leaks.stream().map(Leak::kind).toList());
        assertTrue(leaks.get(4).why().contains("shop/api"), leaks.get(4).why());
        assertTrue(leaks.get(1).why().contains("vcluster-gone"), leaks.get(1).why());
    }

    @Test
    void a_mark_that_was_cut_counts_as_living_when_it_may_be() {
        String cut = "a-very-long-namespace-of-some-team-x-and-a-quite-long-name".substring(0, 52) + "-0123456789";

        assertEquals(
                List.of(),
                Leaks.among(
                        List.of(found("StorageClass", null, "s", Map.of("vcluster.loft.sh/managed-by", cut))),
                        LIVING,
                        NOW));
    }

    @Test
    void a_namespace_whose_resource_is_about_to_come_back_is_no_leak() {
        Map<String, String> marked = new HashMap<>(ours("shop", "gone"));
        marked.put(Undo.MARK, "true");

        assertEquals(List.of(), Leaks.among(List.of(found("Namespace", null, "vcluster-gone", marked)), LIVING, NOW));
    }

    @Test
    void a_kept_snapshot_is_a_leak_only_an_hour_after_its_time() {
        Map<String, String> labels = ours("shop", "gone");
        Found kept = new Found(
                "VolumeSnapshotContent",
                null,
                "vcluster-gone-1",
                labels,
                Map.of("sublet.dev/kept-until", "2026-11-23T09:30:00Z"),
                null,
                null,
                false);
        // A tenant may write what he likes on what is synced.
        Found claim = new Found(
                "PersistentVolumeClaim",
                "vcluster-gone",
                "c",
                labels,
                Map.of("sublet.dev/kept-until", "2099-01-01T00:00:00Z"),
                null,
                null,
                false);

        assertEquals(List.of(), Leaks.among(List.of(kept), LIVING, NOW));
        assertEquals(
                1, Leaks.among(List.of(kept), LIVING, NOW.plusSeconds(1801)).size());
        assertEquals(1, Leaks.among(List.of(claim), LIVING, NOW).size());
    }

    private static Found found(String kind, @Nullable String namespace, String name, Map<String, String> labels) {
        return new Found(kind, namespace, name, labels, Map.of(), null, null, false);
    }

    private static Found volume(String claimNamespace, boolean released) {
        return new Found("PersistentVolume", null, "pv", Map.of(), Map.of(), null, claimNamespace, released);
    }

    private static Map<String, String> ours(String namespace, String name) {
        return Map.of(
                "app.kubernetes.io/managed-by", "sublet",
                "sublet.dev/virtual-cluster", name,
                "sublet.dev/virtual-cluster-namespace", namespace);
    }

    private static Map<String, String> chart(String release) {
        return Map.of("app", "vcluster", "chart", "vcluster-0.37.0", "release", release);
    }
}
