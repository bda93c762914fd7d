package dev.sublet.reporter.overhead;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What vclusters cost, and what else they could be. Money is in 10⁻⁹ of the currency, for the same period.
 *
 * @param notes what the price book lacks for it, each one line
 * @param assumptions what the figures rest on, each one line
 */
public record Comparison(List<Row> rows, List<String> notes, List<String> assumptions) {
    public Comparison {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
        assumptions = List.copyOf(assumptions);
    }

    /**
     * One vcluster. As it is and as a plain namespace: its own things, and its part of what the host has on top.
     *
     * @param own a cluster of its own with few nodes; empty where it has no price
     * @param ownSafe likewise with enough nodes for one to fail
     * @param whyNot what keeps {@code own} from a price, null where it has one
     */
    public record Row(
            Vcluster vcluster,
            Optional<Own> own,
            Optional<Own> ownSafe,
            @Nullable String whyNot) {
        public BigInteger asItIsNanos() {
            return vcluster.costNanos().add(vcluster.restNanos());
        }

        public BigInteger namespaceNanos() {
            return vcluster.tenantNanos().add(vcluster.tenantRestNanos());
        }
    }

    /**
     * A cluster of its own, made of the instance type with which it is cheapest.
     *
     * @param needed nodes that the pods need; {@code nodes} is that or the least allowed
     * @param feeNanos what the book has per cluster
     * @param nodesNanos nodes, and what the book has per node
     * @param keptNanos tenants' volumes, load balancers and network, which cost the same anywhere
     */
    public record Own(
            String instanceType,
            int needed,
            int nodes,
            BigInteger feeNanos,
            BigInteger nodesNanos,
            BigInteger keptNanos) {
        public BigInteger totalNanos() {
            return feeNanos.add(nodesNanos).add(keptNanos);
        }
    }
}
