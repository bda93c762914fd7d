package dev.sublet.reporter.usage;

/** What the quantities of a usage answer are summed by. */
public enum UsagePer {
    POD("pod"),
    VCLUSTER("vcluster"),
    NODE("node");

    private final String label;

    UsagePer(String label) {
        this.label = label;
    }

    /** The word used on the command line and in SQL. */
    public String label() {
        return label;
    }
}
