package dev.sublet.bot.install;

import dev.sublet.bot.plan.Exposed;
import dev.sublet.bot.plan.Wanted;
import dev.sublet.bot.release.StoredRelease;
import dev.sublet.bot.resource.ExposeSpec;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Outside;
import dev.sublet.bot.work.Step;
import dev.sublet.bot.work.Work;
import java.time.Duration;
import java.util.Optional;

/**
 * Says where a virtual cluster is reached. A load balancer's address is known only when the Service is there: the release takes it into
 * certificate and kubeconfig before anybody is told that the virtual cluster is ready. Stateless.
 */
public final class ExposedStep {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(5);

    private ExposedStep() {}

    public static Step exposed() {
        return Step.of("Exposed", ExposedStep::exposed);
    }

    private static Outcome exposed(Work work) {
        Wanted wanted = work.wanted();
        ExposeSpec expose = wanted.expose();
        String host = Outside.host(work.host().client(), wanted);
        if (expose != null && expose.way() == ExposeSpec.Way.LoadBalancer) {
            if (host == null) {
                work.status().endpoint(null);
                return new Outcome.Waiting(
                        "the load balancer of Service " + wanted.hostNamespace() + "/" + wanted.name()
                                + " has no address yet; when it never gets one, the host cluster has nothing that makes"
                                + " load balancers",
                        SOON);
            }
            if (!isInRelease(work, host)) {
                return new Outcome.Waiting("the release takes the load balancer's address " + host, AT_ONCE);
            }
        }
        work.status().endpoint(host == null ? Exposed.inside(wanted) : "https://" + Outside.inAddress(host));
        return Outcome.DONE;
    }

    private static boolean isInRelease(Work work, String host) {
        Optional<StoredRelease> stored = work.host()
                .releases()
                .find(work.wanted().hostNamespace(), work.wanted().name());
        return stored.filter(there -> there.config()
                        .path("exportKubeConfig")
                        .path("server")
                        .asText()
                        .equals(Exposed.server(Outside.inAddress(host))))
                .isPresent();
    }
}
