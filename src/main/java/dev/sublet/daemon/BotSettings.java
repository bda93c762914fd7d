package dev.sublet.daemon;

import dev.sublet.bot.slack.SlackSettings;
import dev.sublet.bot.work.OperatorSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What makes a daemon an operator of VirtualClusters too.
 *
 * @param blueprints the folder of the blueprints
 * @param kubeconfig null for the collector's
 * @param context null for the collector's
 * @param slack null for no bot
 * @param leads whether several daemons may run, so that a lease decides which one works
 */
public record BotSettings(
        Path blueprints,
        @Nullable Path kubeconfig,
        @Nullable String context,
        boolean leads,
        OperatorSettings operator,
        @Nullable SlackSettings slack) {}
