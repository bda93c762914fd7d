package dev.sublet.bot.slack.modals;

import dev.sublet.bot.action.Request;
import dev.sublet.bot.plan.RefusedException;
import dev.sublet.bot.resource.VirtualCluster;
import dev.sublet.bot.resource.VirtualClusterSpec;
import dev.sublet.bot.slack.commands.Ask;
import dev.sublet.bot.slack.commands.Tools;
import dev.sublet.bot.slack.progress.Progress;

/** Asks for a new one, once. Thread-safe. */
public final class Creating {
    private final Tools tools;
    private final Progress progress;

    public Creating(Tools tools, Progress progress) {
        this.tools = tools;
        this.progress = progress;
    }

    /** @throws RefusedException when it cannot be, such as when the name is taken */
    void create(Ask ask, String name, VirtualClusterSpec spec) {
        VirtualCluster there;
        try {
            there = tools.desk().create(name, spec, ask.asker());
        } catch (RefusedException e) {
            // Before a restart this very request may have made it.
            there = mine(ask, name);
            if (there == null) {
                throw e;
            }
        }
        progress.follow(
                ask.call().id(),
                ask.call().value("meta"),
                ask.person().user(),
                "create",
                name,
                there.getMetadata().getUid());
    }

    private @org.jspecify.annotations.Nullable VirtualCluster mine(Ask ask, String name) {
        return tools.desk().list().stream()
                .filter(one -> one.getMetadata().getName().equals(name))
                .filter(one -> Request.of(one)
                        .filter(request -> request.id().equals(ask.call().id()))
                        .isPresent())
                .findFirst()
                .orElse(null);
    }
}
