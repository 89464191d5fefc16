package io.hongyan;

import io.dropwizard.core.setup.Environment;
import io.hongyan.infra.ProgressBars;
import io.hongyan.infra.StartFailure;
import io.hongyan.standalone.EnginesCommand;
import io.hongyan.streams.id.UserId;
import io.hongyan.verify.Report;
import io.hongyan.verify.Verification;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/// `hongyan verify`: counts again what everybody hasn't read, while the server runs or not, and fails where a mailbox
/// says something else.
final class VerifyCommand extends EnginesCommand<HongyanConfiguration> {

    private final PrintStream out;

    VerifyCommand(PrintStream out) {
        super(
                "verify",
                "Counts again what everybody hasn't read, and compares it with the mailboxes",
                HongyanConfiguration.class,
                out);
        this.out = out;
    }

    @Override
    public void configure(Subparser parser) {
        super.configure(parser);
        parser.addArgument("--user").metavar("ID").help("only this user's mailbox");
        parser.addArgument("--patience")
                .metavar("SECONDS")
                .type(Integer.class)
                .setDefault(20)
                .help("how long what is different may stay so before it is drift");
    }

    @Override
    protected void run(HongyanConfiguration configuration, Environment environment, Namespace arguments)
            throws InterruptedException {
        Connections connections = Connections.open(configuration, environment);
        Verification verification = new Verification(
                connections.kafka(), connections.jdbi(), Duration.ofSeconds(arguments.getInt("patience")));
        Report report = verification.run(user(arguments), ProgressBars.onTerminal());
        report.drift().forEach(out::println);
        out.printf(
                Locale.ROOT,
                "%,d users, %,d conversations, drift %,d%n",
                report.users(),
                report.conversations(),
                report.drift().size());
        if (report.storedOnly() > 0) {
            out.printf(
                    Locale.ROOT,
                    "Of %,d conversations Kafka doesn't keep all that is unread: counted by PostgreSQL alone%n",
                    report.storedOnly());
        }
        if (report.unsettled() > 0) {
            out.printf(Locale.ROOT, "%,d users changed whenever they were looked at%n", report.unsettled());
        }
        if (!report.drift().isEmpty()) {
            throw new StartFailure("Mailboxes have drifted.");
        }
    }

    private static @Nullable UserId user(Namespace arguments) {
        String user = arguments.getString("user");
        try {
            return user == null ? null : UserId.valueOf(user);
        } catch (IllegalArgumentException e) {
            throw new StartFailure(user + " is not the id of a user.", e);
        }
    }
}
