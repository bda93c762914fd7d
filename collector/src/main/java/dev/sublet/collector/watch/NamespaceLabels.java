package dev.sublet.collector.watch;

/** The labels of host namespaces that say who pays. */
public record NamespaceLabels(String costCenter, String team) {
    public static final NamespaceLabels DEFAULT = new NamespaceLabels("cost-center", "team");
}
