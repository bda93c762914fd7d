package dev.sublet.ledger.span;

/**
 * What a pod is for its bill. {@code CONTROL_PLANE}, {@code DNS}, {@code ADD_ON} and {@code SNAPSHOT} are a vcluster's
 * overhead; {@code HOST} pods stand outside every vcluster's namespaces; {@code UNATTRIBUTED} is what cannot be
 * explained, never a tenant's cost.
 */
public enum PodClass {
    CONTROL_PLANE("control-plane"),
    DNS("dns"),
    ADD_ON("add-on"),
    SNAPSHOT("snapshot"),
    WORKLOAD("workload"),
    HOST("host"),
    UNATTRIBUTED("unattributed");

    private final String label;

    PodClass(String label) {
        this.label = label;
    }

    /** The class of that word. */
    public static PodClass of(String label) {
        for (PodClass one : values()) {
            if (one.label.equals(label)) {
                return one;
            }
        }
        throw new IllegalArgumentException("there is no pod class " + label);
    }

    /** The word used in tables, JSON and the ledger, for example {@code control-plane}. */
    public String label() {
        return label;
    }
}
