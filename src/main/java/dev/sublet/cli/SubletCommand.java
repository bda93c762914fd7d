package dev.sublet.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a subcommand: an overview. */
@Command(
        name = "sublet",
        description = "Meters virtual Kubernetes clusters the way a landlord meters flats: what each one used, what it"
                + " cost, who pays, and who did what inside.",
        mixinStandardHelpOptions = true,
        versionProvider = SubletCommand.Version.class,
        sortOptions = false,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ServeCommand.class,
            ExampleCommand.class,
            ReplayCommand.class,
            ReportCommand.class,
            FocusCommand.class,
            OverheadCommand.class,
            BudgetCommand.class,
            ExplainCommand.class,
            UsageCommand.class,
            VerifyCommand.class,
            QueryCommand.class,
            AuditCommand.class,
            CompactCommand.class,
            ExportCommand.class,
            HoldCommand.class,
            PricesCommand.class,
            BillCommand.class,
            OwnersCommand.class,
            CloseCommand.class,
            RestateCommand.class,
            AdjustCommand.class,
            DisputeCommand.class,
            VclusterCommand.class,
            SlackCommand.class,
            LoginCommand.class,
            LogoutCommand.class,
            ApiCommand.class
        },
        footer = {
            "",
            "Every command that reads takes --data DIR (default ./data), also while another process writes there,",
            "and --format table|csv|json. Exit codes: 0 done, 1 the check failed, 2 wrong use, 3 the environment failed.",
            "Start with: sublet demo"
        })
final class SubletCommand implements Callable<Integer> {
    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show where an error comes from.")
    private boolean debug;

    @Spec
    private @Nullable CommandSpec spec;

    boolean debug() {
        return debug;
    }

    @Override
    public Integer call() {
        CommandSpec self = spec;
        if (self != null) {
            self.commandLine().usage(self.commandLine().getOut());
        }
        return 0;
    }

    /** The version that the build wrote into the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = SubletCommand.class.getPackage().getImplementationVersion();
            return new String[] {"sublet " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
