package dev.sublet.daemon;

import dev.sublet.Problem;
import dev.sublet.bot.plan.AuditWiring;
import dev.sublet.bot.plan.Labels;
import dev.sublet.bot.slack.SlackSettings;
import dev.sublet.bot.work.OperatorSettings;
import dev.sublet.collector.watch.HostLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/** The settings' section {@code bot}. Stateless. */
final class BotSection {
    private BotSection() {}

    /** Null when it names no blueprints: then there is no operator. */
    static @Nullable BotSettings read(Section section, HostLabels labels, @Nullable AuditKey key) {
        OperatorSettings usual = OperatorSettings.in(section.text("namespace", "sublet"));
        Path blueprints = section.path("blueprints");
        Path kubeconfig = section.path("kubeconfig");
        String context = section.text("context");
        boolean leads = section.flag("lease", true);
        OperatorSettings operator = new OperatorSettings(
                usual.namespace(),
                section.text("account", usual.account()),
                new Labels(labels.costCenter(), labels.team()),
                audit(section.section("audit"), key),
                section.text("argocdNamespace"),
                new HashSet<>(section.texts("watched")),
                section.number("parallel", usual.parallel()),
                section.duration("patience", usual.patience()));
        SlackSettings slack = SlackSection.read(section.section("slack"), operator.namespace());
        return blueprints == null ? null : new BotSettings(blueprints, kubeconfig, context, leads, operator, slack);
    }

    private static @Nullable AuditWiring audit(Section section, @Nullable AuditKey key) {
        String receiver = section.text("receiver");
        Path authority = section.path("caFile");
        if (receiver == null) {
            return null;
        }
        if (key == null) {
            throw new IllegalArgumentException(
                    "bot.audit.receiver needs audit.key, the file with the key that receiver and operator share");
        }
        return new AuditWiring(receiver, authority == null ? null : text(authority), key.text());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw Problem.wrongUse("settings: " + file + " cannot be read (" + e + "); check path and permissions", e);
        }
    }
}
