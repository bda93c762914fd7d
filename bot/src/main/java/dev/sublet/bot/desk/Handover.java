package dev.sublet.bot.desk;

import dev.sublet.bot.gitops.GitOwner;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.resource.Owner;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.transfer.Transfer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Requests to hand a virtual cluster to another team. Thread-safe. */
final class Handover {
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Duration AHEAD_MAX = Duration.ofDays(366);
    private static final int PRINTED_MAX = 63;

    private final Patching patching;
    private final Clock clock;

    Handover(Patching patching, Clock clock) {
        this.patching = patching;
        this.clock = clock;
    }

    Transfer ask(VirtualCluster there, String toTeam, String toCostCenter, @Nullable Instant effective, Asker asker) {
        String name = there.getMetadata().getName();
        requireLabel("team", toTeam);
        requireLabel("cost center", toCostCenter);
        Owner owner = there.getSpec().owner();
        if (owner.team().equals(toTeam) && owner.costCenter().equals(toCostCenter)) {
            throw new RefusedException(name + " is team " + toTeam + "'s with cost center " + toCostCenter
                    + " already; there is nothing to transfer");
        }
        GitOwner.of(there).ifPresent(git -> {
            throw new RefusedException(
                    git.tool() + " owns " + name + ": edit spec.owner where " + git.object() + " has it");
        });
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant moment = effective == null ? now : effective.truncatedTo(ChronoUnit.SECONDS);
        if (moment.isBefore(now)) {
            throw new RefusedException("a transfer from " + moment + " on would change what was charged already; name a"
                    + " time from now on, and correct the past in the owners file");
        }
        if (moment.isAfter(now.plus(AHEAD_MAX))) {
            throw new RefusedException("a transfer at " + moment + " is more than a year ahead; name an earlier time");
        }
        Transfer.of(there).filter(pending -> !pending.isSame(asker.person())).ifPresent(pending -> {
            throw new RefusedException("a transfer " + pending.text()
                    + " is under way; 'sublet vcluster transfer refuse " + name + "' ends it");
        });
        Transfer asked = new Transfer(
                asker.requestId(),
                toTeam,
                toCostCenter,
                moment.toString(),
                asker.person(),
                now.toString(),
                asker.via(),
                null,
                null);
        patching.patch(there, "transfer", asker, null, Map.of(), Map.of(Transfer.ANNOTATION, asked.json()));
        return asked;
    }

    Transfer accept(VirtualCluster there, Asker asker) {
        Transfer pending = pending(there);
        if (pending.isAccepted()) {
            throw new RefusedException("the transfer is accepted already, by " + pending.acceptedBy() + ", and takes"
                    + " effect at " + pending.effectiveAt());
        }
        if (pending.isSame(asker.person())) {
            throw new RefusedException(asker.person() + " asked for this transfer and cannot accept it for team "
                    + pending.toTeam() + "; somebody of that team has to");
        }
        Transfer accepted = pending.accepted(asker.person(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
        patching.patch(there, "transfer-accept", asker, null, Map.of(), Map.of(Transfer.ANNOTATION, accepted.json()));
        return accepted;
    }

    void refuse(VirtualCluster there, Asker asker, @Nullable String reason) {
        pending(there);
        patching.patch(there, "transfer-refuse", asker, reason, Map.of(), Map.of(Transfer.ANNOTATION, ""));
    }

    private static Transfer pending(VirtualCluster there) {
        return Transfer.of(there).orElseThrow(() -> {
            String name = there.getMetadata().getName();
            return new RefusedException("no transfer of " + name + " is under way; 'sublet vcluster transfer " + name
                    + " --to-team T --cost-center C' asks for one");
        });
    }

    private static void requireLabel(String what, String value) {
        if (!LABEL.matcher(value).matches()) {
            String line = value.replaceAll("[^ -~]", "?");
            throw new RefusedException(
                    what + " \"" + (line.length() > PRINTED_MAX ? line.substring(0, PRINTED_MAX) : line)
                            + "\" cannot be a label; use up to 63 letters, digits, dashes, dots and underscores");
        }
    }
}
