package dev.sublet.bot.transfer;

import dev.sublet.bot.access.Access;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Step;
import dev.sublet.bot.work.Work;
import java.time.Duration;

/**
 * Takes all access from people when the team is another than the one whose people have it, however that came: by a transfer, by Git or by
 * hand. It runs as soon as the virtual cluster does, before anything else happens inside. Stateless.
 */
public final class OldTeamStep {
    private static final Duration SOON = Duration.ofSeconds(2);

    private OldTeamStep() {}

    /** The step. */
    public static Step step() {
        return Step.of("OldTeam", work -> {
            String before = work.status().team();
            String now = work.wanted().owner().team();
            if (before != null && !before.equals(now)) {
                if (!Access.isPossible(work.host().vclusters(), work.wanted())) {
                    return new Outcome.Waiting("it has not written its kubeconfig yet", SOON);
                }
                revoke(work, before);
            }
            work.status().team(now);
            return Outcome.DONE;
        });
    }

    private static void revoke(Work work, String before) {
        new Access(work.host().client(), work.host().vclusters(), null).revokeAll(work.wanted());
        work.host()
                .log()
                .own(
                        work.resource(),
                        "revoke/" + work.wanted().uid() + "/" + work.status().now(),
                        "revoke",
                        "{\"team\":\"" + before + "\"}",
                        "all access of team " + before + " ended, since it is team "
                                + work.wanted().owner().team() + "'s now");
    }
}
