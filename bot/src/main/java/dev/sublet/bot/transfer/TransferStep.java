package dev.sublet.bot.transfer;

import dev.sublet.bot.action.Action;
import dev.sublet.bot.action.Request;
import dev.sublet.bot.gitops.GitOwner;
import dev.sublet.bot.resource.GitStatus;
import dev.sublet.bot.resource.Owner;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.work.Outcome;
import dev.sublet.bot.work.Step;
import dev.sublet.bot.work.Work;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Changes the owner at the moment of an accepted transfer: spec, the pending transfer's end and the names of who asked and who accepted
 * are one patch. Namespace labels, and with them metering, follow in the same breath. Thread-safe.
 */
public final class TransferStep implements Step {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration LATE = Duration.ofMinutes(1);

    /** When one that is accepted has to be done; empty when none waits for its time. */
    public static Optional<Instant> due(VirtualCluster resource) {
        return Transfer.of(resource).filter(Transfer::isAccepted).map(Transfer::effective);
    }

    @Override
    public String name() {
        return "Transfer";
    }

    @Override
    public Outcome run(Work work) {
        Optional<Transfer> pending = Transfer.of(work.resource()).filter(Transfer::isAccepted);
        Instant now = work.host().clock().instant();
        if (pending.isEmpty() || now.isBefore(pending.get().effective())) {
            return Outcome.DONE;
        }
        Transfer transfer = pending.get();
        Optional<GitStatus> git = GitOwner.of(work.resource());
        if (git.isPresent()) {
            tell(
                    work,
                    transfer,
                    Action.Result.REFUSED,
                    git.get().tool() + " owns it by now: edit spec.owner where "
                            + git.get().object() + " has it");
            patch(work, transfer, Map.of());
            return new Outcome.Waiting("its transfer is refused, since Git owns it", AT_ONCE);
        }
        // The ledger first: what is told twice is kept once.
        tell(work, transfer, Action.Result.DONE, message(work, transfer, now));
        patch(
                work,
                transfer,
                Map.of("owner", new Owner(transfer.toTeam(), transfer.toCostCenter(), transfer.acceptedBy())));
        return new Outcome.Waiting("it is handed to team " + transfer.toTeam(), AT_ONCE);
    }

    private static String message(Work work, Transfer transfer, Instant now) {
        Owner from = work.wanted().owner();
        Duration late = Duration.between(transfer.effective(), now);
        return "from team " + from.team() + ", cost center " + from.costCenter() + ", " + transfer.text()
                + (late.compareTo(LATE) > 0
                        ? "; done " + late.toMinutes() + " min late, as no operator worked: name the owner of that time"
                                + " in the owners file"
                        : "");
    }

    private static void tell(Work work, Transfer transfer, Action.Result result, String message) {
        work.host()
                .log()
                .agreed(
                        work.resource(),
                        new Request(
                                "transfer/" + transfer.id(),
                                "transfer",
                                transfer.askedBy(),
                                transfer.acceptedBy(),
                                transfer.via(),
                                null),
                        transfer.json(),
                        result,
                        message);
    }

    private static void patch(Work work, Transfer transfer, Map<String, Object> spec) {
        Map<String, Object> marks = new HashMap<>();
        marks.put(Transfer.ANNOTATION, null);
        marks.put(
                Request.ANNOTATION,
                new Request(
                                transfer.id() + "/effect",
                                "transfer-effect",
                                transfer.askedBy(),
                                transfer.acceptedBy(),
                                transfer.via(),
                                null)
                        .json());
        Map<String, Object> patch = new HashMap<>();
        patch.put("metadata", Map.of("uid", work.wanted().uid(), "annotations", marks));
        if (!spec.isEmpty()) {
            patch.put("spec", spec);
        }
        work.host()
                .client()
                .resources(VirtualCluster.class)
                .inNamespace(work.wanted().namespace())
                .withName(work.wanted().name())
                .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(patch));
    }
}
