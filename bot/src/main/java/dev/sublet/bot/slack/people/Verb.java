package dev.sublet.bot.slack.people;

import java.util.Locale;
import java.util.Optional;

/** What can be asked of the bot. */
public enum Verb {
    CREATE("create", "a new virtual cluster, with a quote first"),
    LIST("list", "those of your teams"),
    SHOW("show NAME", "one of them: state, cost, end, buttons"),
    DELETE("delete NAME", "pauses it first; can be undone for some time"),
    UNDO("undo NAME", "takes a deletion back"),
    PAUSE("pause NAME", "stops it; volumes stay, and cost"),
    RESUME("resume NAME", "starts it again, out of its sleep too"),
    SLEEP("sleep NAME [nights | off]", "sleeps at night and on weekends"),
    EXTEND("extend NAME 7d", "lets it live longer"),
    UPGRADE("upgrade NAME [1.36]", "to another Kubernetes version"),
    RESIZE("resize NAME [SIZE]", "another size of its blueprint"),
    ACCESS("access NAME [view | edit | admin]", "a link for your kubeconfig, once"),
    REVOKE("revoke NAME [EMAIL]", "takes access back"),
    COST("cost [NAME | COST-CENTER] [MONTH]", "what it cost, and will"),
    OVERHEAD("overhead", "what vclusters cost before they run anything"),
    AUDIT("audit NAME", "who did what inside, the last day"),
    DRIFT("drift [NAME]", "what differs from the blueprint"),
    HELP("help", "this"),
    /** Handing it to another team: by the command line; leads may also be given the strongest roles. */
    TRANSFER("", ""),
    /** Taking access from somebody else; part of {@code revoke}. */
    REVOKE_OTHERS("", ""),
    /** Accepting a statement or objecting to it, by a button. */
    SETTLE("", "");

    private final String usage;
    private final String purpose;

    Verb(String usage, String purpose) {
        this.usage = usage;
        this.purpose = purpose;
    }

    /** As people type it with its parameters; empty for what is no command. */
    public String usage() {
        return usage;
    }

    public String purpose() {
        return purpose;
    }

    public boolean isCommand() {
        return !usage.isEmpty();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The command of that word. */
    public static Optional<Verb> parse(String word) {
        for (Verb verb : values()) {
            if (verb.isCommand() && verb.word().equals(word.toLowerCase(Locale.ROOT))) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }
}
