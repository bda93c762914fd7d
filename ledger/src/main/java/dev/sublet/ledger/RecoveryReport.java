package dev.sublet.ledger;

import java.util.List;

/**
 * What had to be mended when the ledger was opened. Empty after a clean start, and after a crash that cost nothing.
 *
 * @param findings one line each for people: what was found, what was done, where the damaged original is kept
 * @param acknowledgedCommit number of the last commit that was acknowledged before, 0 when none or unknown
 * @param recoveredCommit number of the last commit that the store holds
 */
public record RecoveryReport(List<String> findings, long acknowledgedCommit, long recoveredCommit) {
    public RecoveryReport {
        findings = List.copyOf(findings);
    }

    public boolean isClean() {
        return findings.isEmpty();
    }

    /** Commits that were acknowledged and are gone: 0, unless storage lost or damaged what it had synced. */
    public long lostCommits() {
        return Math.max(0, acknowledgedCommit - recoveredCommit);
    }
}
