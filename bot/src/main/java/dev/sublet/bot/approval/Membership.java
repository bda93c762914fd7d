package dev.sublet.bot.approval;

/** Who belongs to which group. Asked when a decision is made, not before. Implementations are thread-safe. */
@FunctionalInterface
public interface Membership {
    /** Nobody belongs to any: only people who are named themselves decide. */
    Membership NONE = (group, person) -> false;

    /**
     * Whether a person belongs to a group now.
     *
     * @return false also when it cannot be told
     */
    boolean isMember(String group, String person);
}
