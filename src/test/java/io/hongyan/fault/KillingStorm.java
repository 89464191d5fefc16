package io.hongyan.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// A server that is ended again and again in the middle of a storm of messages, and started on what it left.
///
/// One server and one data folder for all storms: each comes on top of what the ones before have left. After each of
/// them what is new is looked at, and all counts.
final class KillingStorm implements AutoCloseable {

    private static final Path FIGURES = Path.of("target", "kill-to-acknowledgement.txt");
    private static final int RETRIES = 20;
    private static final int SOME = 800;
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<String> lines = new ArrayList<>();
    private final List<Double> seconds = new ArrayList<>();
    private final StormyServer stormy;
    private final Truth truth;

    KillingStorm(StormyServer stormy) {
        this.stormy = stormy;
        this.truth = new Truth(stormy.storm(), stormy.server());
    }

    /// Stops the server in order once so many messages have been acknowledged.
    void stopInOrder(int acknowledged) throws IOException, InterruptedException {
        Storm storm = stormy.storm();
        storm.rise(0);
        storm.awaitAcknowledged(acknowledged);

        stormy.server().stop();
        goOn();
    }

    /// Kills the server's process at a moment that the seed decides, and has the people retry what was acknowledged.
    void kill(long seed) throws IOException, InterruptedException {
        Storm storm = stormy.storm();
        storm.rise(seed);
        storm.awaitAcknowledged(1 + new Random(seed).nextInt(SOME));
        int before = storm.acknowledged();

        stormy.server().kill();
        long killed = System.nanoTime();
        stormy.server().start();
        long answered = storm.awaitAcknowledged(1);
        note(seed, before, (answered - killed) / NANOS_PER_SECOND);
        storm.talkers().forEach(talker -> talker.retryAcknowledged(RETRIES));
        storm.calm();

        truth.checkNew();
    }

    /// Kills the process that launched the server.
    void killLauncher(long seed) throws IOException, InterruptedException {
        Storm storm = stormy.storm();
        storm.rise(seed);
        storm.awaitAcknowledged(SOME);

        stormy.server().killLauncher();
        goOn();
    }

    /// Looks at every message from every side.
    void checkAll() throws IOException, InterruptedException, SQLException {
        truth.checkAll();
    }

    /// Ends all, and tells how long the kills were noticed for.
    @Override
    public void close() throws IOException, InterruptedException {
        stormy.close();
        if (!seconds.isEmpty()) {
            List<Double> sorted = seconds.stream().sorted().toList();
            String summary = String.format(
                    Locale.ROOT,
                    "kill -9 to the next acknowledgement, %d times: median %.1f s, worst %.1f s",
                    sorted.size(),
                    sorted.get(sorted.size() / 2),
                    Collections.max(sorted));
            lines.add(summary);
            Files.write(FIGURES, lines);
            System.out.println(summary);
        }
    }

    private void goOn() throws IOException, InterruptedException {
        stormy.server().start();
        stormy.storm().awaitAcknowledged(1);
        stormy.storm().calm();

        truth.checkNew();
    }

    private void note(long seed, int before, double took) {
        seconds.add(took);
        lines.add("seed %d: killed with %d acknowledged; the next one %.1f s after kill -9"
                .formatted(seed, before, took));
    }
}
