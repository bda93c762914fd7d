package dev.sublet.reporter.statement;

/** How well the pods' seconds in a statement's period are known; see {@link dev.sublet.ledger.usage.Coverage}. */
public record Coverage(long measuredS, long bridgedS, long estimatedS, long missingS) {
    public long totalS() {
        return measuredS + bridgedS + estimatedS + missingS;
    }
}
