package dev.sublet.bot.slack.people;

/** Nobody whom the bot serves, or nobody whom it can be sure of. The message is a sentence for him. */
public final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean gone;

    Unknown(String message) {
        this(message, false);
    }

    Unknown(String message, boolean gone) {
        super(message);
        this.gone = gone;
    }

    /** Whether Slack says that the account is deactivated, rather than that somebody cannot be asked for. */
    public boolean gone() {
        return gone;
    }
}
