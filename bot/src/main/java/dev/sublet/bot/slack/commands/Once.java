package dev.sublet.bot.slack.commands;

import dev.sublet.bot.action.LedgerActions;
import dev.sublet.bot.action.Request;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.ledger.LedgerReader;
import java.time.Clock;
import java.time.Duration;

/** Whether a request that was begun before a restart had come as far as the resource. Thread-safe. */
public final class Once {
    private static final Duration LOOK_BACK = Duration.ofDays(2);

    private final LedgerReader reader;
    private final Clock clock;

    public Once(LedgerReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    /** The resource names the request, or the ledger's actions do. */
    public boolean isAsked(VirtualCluster there, Ask ask) {
        return ask.again()
                && (Request.of(there)
                                .filter(request ->
                                        request.id().equals(ask.call().id()))
                                .isPresent()
                        || LedgerActions.list(
                                        reader,
                                        there.getMetadata().getName(),
                                        clock.instant().minus(LOOK_BACK))
                                .stream()
                                .anyMatch(action ->
                                        action.requestId().equals(ask.call().id())));
    }
}
