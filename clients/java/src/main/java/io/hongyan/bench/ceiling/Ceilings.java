package io.hongyan.bench.ceiling;

import io.hongyan.bench.load.Report;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.DataFolder;
import io.hongyan.bench.measure.Journal;
import io.hongyan.infra.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// All ceilings, one after the other, beside an idle server on the same machine.
public final class Ceilings {

    private static final int GROUP = 500;
    private static final int PAYLOAD = 330;
    private static final double AT_ONCE = 1e6;
    private static final int A_SECOND = 100;

    private final Duration duration;
    private final DataFolder folder;
    private final PrintWriter out;

    public Ceilings(Duration duration, DataFolder folder, PrintWriter out) {
        this.duration = duration;
        this.folder = folder;
        this.out = out;
    }

    public void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        String run = Long.toString(stage.clock().millis(), Character.MAX_RADIX);
        out.printf("%n%-42s %12s %9s %9s%n", "ceiling", "a second", "p50 ms", "p99");
        List<Ceiling> ceilings = new ArrayList<>();
        Progress progress = stage.progress();
        progress.begin("ceilings", 4);
        ceilings.add(KafkaCeiling.measure(folder, run, duration));
        progress.advance(1);
        ceilings.add(PostgresqlCeiling.measure(folder, duration));
        progress.advance(1);
        ceilings.add(EchoCeiling.measure(stage.sockets(), duration));
        progress.advance(1);
        ceilings.add(push(stage));
        progress.end();
        for (Ceiling ceiling : ceilings) {
            out.printf(
                    "%-42s %12s %9s %9s%n",
                    ceiling.what(),
                    Report.round(ceiling.perSecond()),
                    Report.round(ceiling.latency().p50()),
                    Report.round(ceiling.latency().p99()));
            journal.append("ceiling", ceiling);
        }
        out.flush();
    }

    /// The next message when everybody has the one before.
    private Ceiling push(Stage stage) throws IOException, InterruptedException {
        byte[] payload = ("{\"t\":\"entry\",\"entry\":{\"type\":\"" + "x".repeat(PAYLOAD) + "\"}}").getBytes(US_ASCII);
        int messages = Math.toIntExact(duration.toSeconds() * A_SECOND);
        BarePush.Result result = BarePush.measure(stage.sockets(), payload, GROUP, messages, AT_ONCE);
        return new Ceiling("bare pushes to a group of 500", result.pushesPerSecond(), result.spread());
    }
}
