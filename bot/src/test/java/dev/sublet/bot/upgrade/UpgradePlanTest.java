package dev.sublet.bot.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sublet.bot.plan.RefusedException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpgradePlanTest {
    private static final Allowed ALLOWED = new Allowed(
            "blueprint standard@1", List.of("0.37.0", "0.36.2", "0.36.1", "0.35.4"), List.of("1.36", "1.35", "1.34"));

    private static Versions k8s(String chart, String kubernetes) {
        return new Versions(chart, kubernetes, Versions.Distro.K8S);
    }

    private static String hops(Versions current, Versions wanted) {
        return UpgradePlan.of(current, wanted, ALLOWED).hops().stream()
                .map(hop -> hop.chart() + "/" + hop.kubernetes())
                .toList()
                .toString();
    }

    private static String refused(Versions current, Versions wanted) {
        return String.valueOf(assertThrows(RefusedException.class, () -> UpgradePlan.of(current, wanted, ALLOWED))
                .getMessage());
    }

    @Test
    void the_chart_goes_first_and_then_kubernetes() {
        assertEquals("[0.37.0/1.35.0, 0.37.0/1.36]", hops(k8s("0.36.2", "1.35.0"), k8s("0.37.0", "1.36")));
    }

    @Test
    void each_minor_is_a_station_at_its_newest_allowed_patch() {
        assertEquals(
                "[0.36.2/1.34.0, 0.37.0/1.34.0, 0.37.0/1.35, 0.37.0/1.36]",
                hops(k8s("0.35.0", "1.34.0"), k8s("0.37.0", "1.36")));
    }

    @Test
    void nothing_to_do_is_an_empty_plan_and_a_minor_is_content_with_any_patch() {
        assertEquals("[]", hops(k8s("0.37.0", "1.36.2"), k8s("0.37.0", "1.36")));
        assertEquals("[0.37.0/1.36.3]", hops(k8s("0.37.0", "1.36.2"), k8s("0.37.0", "1.36.3")));
    }

    @Test
    void there_is_no_way_back() {
        assertTrue(refused(k8s("0.37.0", "1.36.0"), k8s("0.36.2", "1.36")).startsWith("chart 0.37.0 cannot go back"));
        assertTrue(refused(k8s("0.37.0", "1.36.0"), k8s("0.37.0", "1.35"))
                .startsWith("Kubernetes 1.36.0 cannot go back to 1.35.0"));
    }

    @Test
    void a_refused_jump_names_the_next_station() {
        String text = refused(k8s("0.33.0", "1.36.0"), k8s("0.37.0", "1.36"));
        assertTrue(text.contains("the next station is 0.34.x"), text);
        String kubernetes = String.valueOf(assertThrows(
                        RefusedException.class,
                        () -> UpgradePlan.of(
                                k8s("0.37.0", "1.34.0"),
                                k8s("0.37.0", "1.36"),
                                new Allowed("blueprint b@1", List.of("0.37.0"), List.of("1.36", "1.34"))))
                .getMessage());
        assertTrue(kubernetes.contains("the next station is 1.35, which blueprint b@1 does not allow"), kubernetes);
    }

    @Test
    void old_forms_and_distros_end_at_their_known_stations() {
        assertTrue(refused(k8s("0.19.7", ""), k8s("0.20.0", "")).contains("vcluster convert config"));
        Versions k3s = new Versions("0.32.1", "1.34.0", Versions.Distro.K3S);
        assertTrue(refused(k3s, k8s("0.33.0", "1.34")).contains("the next station is k8s on chart 0.32.1"));
        UpgradePlan etcd = UpgradePlan.of(k8s("0.28.1", "1.33.4"), k8s("0.29.0", "1.33.4"), ALLOWED);
        assertTrue(etcd.text().contains("etcd 3.6"), etcd.text());
    }

    @Test
    void versions_are_read_from_a_releases_values() throws IOException {
        assertEquals(
                k8s("0.36.2", "1.35.0"),
                Versions.of(
                        "0.36.2",
                        new ObjectMapper()
                                .readTree(
                                        "{\"controlPlane\":{\"distro\":{\"k8s\":{\"enabled\":true,\"version\":\"v1.35.0\"}}}}")));
        assertEquals(k8s("0.36.2", ""), Versions.of("0.36.2", new ObjectMapper().readTree("{}")));
    }
}
