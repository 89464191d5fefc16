package io.hongyan.demo;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import io.hongyan.client.SocketClient;
import io.hongyan.client.UnexpectedAnswer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.time.Clock;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/// `hongyan demo`: plays the script against a running server, prints what each person sees, and checks it.
public final class DemoCommand extends Command {

    private final PrintStream out;
    private final Clock clock;

    public DemoCommand(PrintStream out, Clock clock) {
        super("demo", "Lets a few people talk to a running server, and shows what each of them sees");
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void configure(Subparser parser) {
        parser.addArgument("--url").setDefault("http://127.0.0.1:8080").help("the server (default: %(default)s)");
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace arguments) throws Exception {
        URI server = URI.create(arguments.getString("url"));
        try (SocketClient sockets = new SocketClient(1)) {
            Play play = Play.prepare(Script.shipped(), server, sockets, clock);
            play.perform();
            new Review(play, out).print();
        } catch (ConnectException e) {
            throw new DemoFailure(
                    "No server answers at %s: start one with `hongyan standalone` first.".formatted(server));
        } catch (IOException e) {
            throw new DemoFailure("What answers at %s isn't right: %s.".formatted(server, e.getMessage()));
        }
    }

    @Override
    public void onError(Cli cli, Namespace arguments, Throwable e) {
        if (e instanceof DemoFailure || e instanceof UnexpectedAnswer) {
            cli.getStdErr().println(e.getMessage());
        } else {
            super.onError(cli, arguments, e);
        }
    }
}
