package dev.sublet.cli;

import dev.sublet.Problem;
import dev.sublet.bot.plan.AuditWiring;
import dev.sublet.bot.plan.Resolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sublet audit policy}. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "The audit policy and the webhook of a vcluster, as the operator mounts them. The webhook holds its"
                        + " token.")
final class AuditPolicyCommand implements Callable<Integer> {
    @Option(names = "--vcluster", required = true, paramLabel = "NAME", description = "Of this vcluster.")
    private String vcluster = "";

    @Option(
            names = "--receiver",
            required = true,
            paramLabel = "URL",
            description = "Where it sends: https://HOST[:PORT].")
    private String receiver = "";

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "The key that operator and daemon share.")
    private Path key = Path.of("");

    @Option(names = "--ca", paramLabel = "FILE", description = "The receiver's certificate authority, PEM.")
    private @Nullable Path authority;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        String source = AuditWiring.source(Resolver.PREFIX + vcluster, vcluster);
        if (AuditWiring.virtualCluster(source).isEmpty()) {
            throw Problem.wrongUse(
                    "--vcluster \"" + vcluster + "\" is no name of a vcluster; use a-z, 0-9 and dashes, begin"
                            + " with a letter, at most " + Resolver.NAME_MAX + " characters");
        }
        if (!receiver.matches("https?://[A-Za-z0-9.:\\[\\]-]{1,260}")) {
            throw Problem.wrongUse(
                    "--receiver \"" + receiver + "\" is no address; write https://HOST or https://HOST:PORT");
        }
        String text = "# policy.yaml\n" + AuditWiring.policy().stripTrailing() + "\n---\n# webhook.yaml\n"
                + wiring().webhook(source).stripTrailing() + "\n";
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private AuditWiring wiring() {
        try {
            return new AuditWiring(
                    receiver,
                    authority == null ? null : read("--ca", authority),
                    read("--key", key).strip());
        } catch (IllegalArgumentException e) {
            throw Problem.wrongUse("--key " + key + ": " + e.getMessage(), e);
        }
    }

    private static String read(String option, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw Problem.wrongUse(option + " " + file + " cannot be read (" + e + "); name a file that can", e);
        }
    }
}
