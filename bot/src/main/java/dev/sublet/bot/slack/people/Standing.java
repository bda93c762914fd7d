package dev.sublet.bot.slack.people;

/** How a colleague stands to the team that owns something. */
public enum Standing {
    /** Of another team, or of none. */
    OTHER,
    /** Of finance: sees all costs, changes nothing. */
    FINANCE,
    MEMBER,
    LEAD,
    /** Runs the platform. */
    ADMIN
}
