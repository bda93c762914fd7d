package dev.sublet.bot.slack.transport;

/** Slack refuses or cannot be reached. The message is one line without a token. */
public final class SlackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    SlackException(String method, String code) {
        super("Slack answers " + method + " with " + code);
        this.code = code;
    }

    SlackException(String method, Exception cause) {
        super("Slack cannot be asked for " + method + " (" + cause.getClass().getSimpleName() + ")", cause);
        this.code = "unreachable";
    }

    /** Slack's word, such as {@code not_in_channel}. */
    public String code() {
        return code;
    }
}
