package io.hongyan.cli;

import io.hongyan.bench.BenchCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/// `hongyan-cli`: talks to a Hongyan server from a terminal or a script.
@Command(
        name = "hongyan-cli",
        description = "Talks to a Hongyan server.",
        mixinStandardHelpOptions = true,
        versionProvider = HongyanCli.Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the server refused it, or a benchmark found a promise broken",
            "2:the command line is wrong",
            "3:no answer in time; it may be tried again",
            "4:nobody is logged in, or not any more",
            "5:a file can't be read or written"
        },
        subcommands = {
            LoginCommand.class,
            SendCommand.class,
            ListenCommand.class,
            HistoryCommand.class,
            UnreadCommand.class,
            BenchCommand.class,
            AutoComplete.GenerateCompletion.class
        })
public final class HongyanCli {

    private HongyanCli() {}

    /// The version in the jar.
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = HongyanCli.class.getPackage().getImplementationVersion();
            return new String[] {"hongyan-cli " + (version == null ? "(not packaged)" : version)};
        }
    }

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(new Terminal(out, err, System.in, System.getenv(), home()), arguments));
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home"));
    }

    /// Runs a command line, and gives its exit code.
    static int run(Terminal terminal, String... arguments) {
        CommandLine line = new CommandLine(new HongyanCli(), new Commands(terminal));
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setExecutionExceptionHandler(new Failures());
        line.setParameterExceptionHandler((wrong, given) -> {
            terminal.err().println(wrong.getMessage());
            terminal.err()
                    .println("Try '" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
            return CommandLine.ExitCode.USAGE;
        });
        return line.execute(arguments);
    }
}
