package io.hongyan.bench;

import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Journal;
import io.hongyan.bench.workload.Logins;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench logins`: a storm of logins.
@Command(name = "logins", description = "Everybody logs in with a password at once.")
final class LoginsCommand extends StageCommand {

    @Option(names = "--users", defaultValue = "300", description = "How many; ${DEFAULT-VALUE} if not given.")
    private int users;

    @Override
    void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        new Logins(users, out()).play(stage, journal);
    }
}
