package dev.sublet.reporter.focus;

/**
 * A column of FOCUS.
 *
 * @param mandatory whether it must be there
 * @param nullable whether a cell may be null
 * @param since the first version of those known here that has it
 * @param until the last one that has it
 */
record FocusColumn(
        String name, FocusType type, boolean mandatory, boolean nullable, FocusVersion since, FocusVersion until) {
    boolean isIn(FocusVersion version) {
        return version.isAtLeast(since) && until.isAtLeast(version);
    }
}
