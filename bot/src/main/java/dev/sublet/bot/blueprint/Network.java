package dev.sublet.bot.blueprint;

import java.util.List;
import java.util.Map;

/**
 * What a tenant's pods may reach, and who may reach them, beside the pods of the same virtual cluster. Closed where nothing is said.
 *
 * @param internet whether addresses outside {@code except} may be reached
 * @param except networks that the internet does not include; the metadata addresses are never reachable
 * @param egress more networks that may be reached, on some ports or all
 * @param ingressFrom labels of host namespaces whose pods may reach tenants' pods and the control plane, such as an ingress
 *     controller's
 */
public record Network(
        boolean internet, List<String> except, List<Reachable> egress, List<Map<String, String>> ingressFrom) {
    /** Private networks, shared address space and the machine's own. */
    public static final List<String> PRIVATE = List.of(
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "fc00::/7",
            "fe80::/10");

    public Network {
        except = List.copyOf(except);
        egress = List.copyOf(egress);
        ingressFrom = List.copyOf(ingressFrom);
    }

    /** A network that may be reached; on all ports when none is named. */
    public record Reachable(String cidr, List<Integer> ports) {
        public Reachable {
            ports = List.copyOf(ports);
        }
    }
}
