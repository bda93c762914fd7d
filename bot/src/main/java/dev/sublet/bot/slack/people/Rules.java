package dev.sublet.bot.slack.people;

/** Who may do what with what a team owns. What is not named is refused. Stateless. */
public final class Rules {
    private Rules() {}

    public static boolean may(Standing standing, Verb verb) {
        return switch (verb) {
            case HELP, LIST -> true;
            case SHOW, DRIFT, COST, OVERHEAD -> standing != Standing.OTHER;
            case CREATE, DELETE, UNDO, PAUSE, RESUME, SLEEP, EXTEND, UPGRADE, RESIZE, ACCESS, REVOKE ->
                standing == Standing.MEMBER || standing == Standing.LEAD || standing == Standing.ADMIN;
            case TRANSFER, REVOKE_OTHERS, AUDIT -> standing == Standing.LEAD || standing == Standing.ADMIN;
            // Whoever runs the platform must not accept for those who pay.
            case SETTLE -> standing == Standing.LEAD;
        };
    }
}
