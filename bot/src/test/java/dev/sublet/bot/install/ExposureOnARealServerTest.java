package dev.sublet.bot.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sublet.bot.access.Access;
import dev.sublet.bot.access.AccessRole;
import dev.sublet.bot.access.Grant;
import dev.sublet.bot.host.Definitions;
import dev.sublet.bot.host.Eventually;
import dev.sublet.bot.host.RealHost;
import dev.sublet.bot.plan.Resolver;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.release.StoredRelease;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterStatus.Phase;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The three ways in, with exactly the shipped rights, on a real API server. What makes load balancers, routes and certificates of them
 * does not run here.
 */
class ExposureOnARealServerTest {
    private static final String OFFERS =
            "expose: {domain: vc.example.com, ingressClass: nginx, gateway: infra/edge, loadBalancer: true}\n";

    @TempDir
    Path folder = Path.of("");

    private RealHost host;

    @BeforeEach
    void settle() {
        host = new RealHost(folder).withShippedRights();
    }

    @AfterEach
    void end() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void by_ingress_and_by_gateway_the_host_is_in_route_certificate_and_every_kubeconfig() throws IOException {
        Definitions.define(host.client(), "gateway.yaml");
        host.start(OFFERS);
        host.create("i", "expose: {way: Ingress}");
        host.create("g", "expose: {way: Gateway, host: pay.vc.example.com}");
        VirtualCluster byIngress = host.await("i", Phase.Ready);
        VirtualCluster byGateway = host.await("g", Phase.Ready);

        String made = host.name("i") + ".vc.example.com";
        Ingress ingress = host.client()
                .network()
                .v1()
                .ingresses()
                .inNamespace(host.hostNamespace("i"))
                .withName(host.name("i"))
                .get();
        assertEquals(made, ingress.getSpec().getRules().get(0).getHost());
        assertEquals("nginx", ingress.getSpec().getIngressClassName());
        GenericKubernetesResource route = host.client()
                .genericKubernetesResources("gateway.networking.k8s.io/v1alpha2", "TLSRoute")
                .inNamespace(host.hostNamespace("g"))
                .withName(host.name("g"))
                .get();
        assertEquals(List.of("pay.vc.example.com"), route.get("spec", "hostnames"));
        assertEquals(List.of(Map.of("namespace", "infra", "name", "edge")), route.get("spec", "parentRefs"));

        isReachedAt("i", byIngress, made, made);
        isReachedAt("g", byGateway, "pay.vc.example.com", "pay.vc.example.com");
    }

    @Test
    void by_load_balancer_it_is_ready_only_when_certificate_and_kubeconfig_have_the_address() throws IOException {
        host.start(OFFERS);
        host.create("l", "expose: {way: LoadBalancer}");
        Eventually.isTrue(RealHost.LIMIT, () -> "does not wait: " + host.get("l"), () -> {
            VirtualCluster there = host.get("l");
            return there != null
                    && there.getStatus() != null
                    && String.valueOf(there.getStatus().message()).contains("has no address yet");
        });
        assertNull(Objects.requireNonNull(host.get("l")).getStatus().endpoint());
        Service service = service("l");
        // The quota allows the node ports that a load balancer takes.
        assertNotNull(service.getSpec().getPorts().get(0).getNodePort());

        host.client()
                .resource(new ServiceBuilder(service)
                        .withNewStatus()
                        .withNewLoadBalancer()
                        .addNewIngress()
                        .withIp("2001:db8::7")
                        .endIngress()
                        .endLoadBalancer()
                        .endStatus()
                        .build())
                .patchStatus();
        VirtualCluster ready = host.await("l", Phase.Ready);

        isReachedAt("l", ready, "[2001:db8::7]", "2001:db8::7");
        // One more revision for the address, and no third.
        assertEquals(2, ready.getStatus().releaseRevision());
    }

    private Service service(String ending) {
        return host.client()
                .services()
                .inNamespace(host.hostNamespace(ending))
                .withName(host.name(ending))
                .get();
    }

    /** Status, the chart's values, and the kubeconfig that a person gets. */
    private void isReachedAt(String ending, VirtualCluster there, String inAddress, String inCertificate)
            throws IOException {
        assertEquals("https://" + inAddress, there.getStatus().endpoint());
        StoredRelease release = host.host()
                .releases()
                .find(host.hostNamespace(ending), host.name(ending))
                .orElseThrow();
        assertEquals(
                "https://" + inAddress + ":443",
                release.config().path("exportKubeConfig").path("server").asText());
        assertEquals(
                List.of(host.name(ending) + "." + host.hostNamespace(ending) + ".svc", inCertificate),
                StreamSupport.stream(
                                release.config()
                                        .path("controlPlane")
                                        .path("proxy")
                                        .path("extraSANs")
                                        .spliterator(),
                                false)
                        .map(name -> name.asText())
                        .toList());
        Wanted wanted = new Resolver(host.blueprints(OFFERS)).resolve(there, null);
        Grant grant = new Access(host.own(), host.host().vclusters(), null)
                .grant(wanted, "ann@example.com", AccessRole.VIEW, Duration.ofMinutes(10));
        assertTrue(grant.kubeconfig().contains("https://" + inAddress + ":443"), grant::toString);
    }
}
