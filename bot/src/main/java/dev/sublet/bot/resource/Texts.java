package dev.sublet.bot.resource;

/** The forms of texts that reach Kubernetes names, labels and charts. */
final class Texts {
    /** DNS-1123 label. */
    static final String NAME = "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$";
    /** A name, with a version or without. */
    static final String BLUEPRINT = "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(@[0-9]{1,6})?$";
    /** Whole minutes, hours, days or weeks. */
    static final String DURATION = "^[1-9][0-9]{0,4}[mhdw]$";
    /** What a label's value may be, and not empty. */
    static final String LABEL = "^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$";
    /** A person: e-mail address or subject. No control characters, quotes or brackets. */
    static final String PERSON = "^[A-Za-z0-9][-A-Za-z0-9_.+@:|]{0,252}$";
    /** A DNS name. */
    static final String HOST = "^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\.)+[a-z]([-a-z0-9]{0,61}[a-z0-9])?$";

    private Texts() {}
}
