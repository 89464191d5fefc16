package io.hongyan.demo;

import io.hongyan.client.SocketClient;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import net.sourceforge.argparse4j.inf.Namespace;

/// `hongyan demo`: plays the script against a running server, prints what each person sees, and checks it.
public final class DemoCommand extends ClientCommand {

    private final PrintStream out;
    private final Clock clock;

    public DemoCommand(PrintStream out, Clock clock) {
        super("demo", "Lets a few people talk to a running server, and shows what each of them sees");
        this.out = out;
        this.clock = clock;
    }

    @Override
    protected void run(URI server, SocketClient sockets, Namespace arguments) throws IOException, InterruptedException {
        Play play = Play.prepare(Script.shipped(), server, sockets, clock);
        play.perform();
        new Review(play, out).print();
    }
}
