package dev.sublet.reporter.document;

/** The accounts of cost centers as they are at the end of a statement's period. */
@FunctionalInterface
public interface Accounts {
    /** Of one cost center; {@link Account#UNKNOWN} when nobody wrote it down. */
    Account of(String costCenter);

    /** Nothing is known of any. */
    static Accounts none() {
        return costCenter -> Account.UNKNOWN;
    }
}
