package io.hongyan.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// What came of waiting for an engine to serve.
sealed interface Readiness {

    /// Often enough not to be noticed.
    Duration POLL = Duration.ofMillis(20);

    /// It answers authenticated requests.
    record Ready(String version) implements Readiness {}

    /// Its process has ended.
    record Ended() implements Readiness {}

    /// Its process lives, but doesn't answer as it should: what the last try met.
    record Silent(String lastTry) implements Readiness {}

    /// Waits until `engine`, which is `process`, answers, ends, or `patience` is over.
    ///
    /// @throws StandaloneFailure if the engine answers that this will never work
    static Readiness await(Engine engine, ProcessHandle process, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        String lastTry = "it doesn't listen on port " + engine.port();
        while (process.isAlive()) {
            // Clients complain in the log about a port that nobody listens on yet, so they aren't asked before.
            if (isListening(engine.port())) {
                try {
                    return new Ready(engine.probe());
                } catch (StandaloneFailure | InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    // Whatever a client throws means the same here: not yet.
                    lastTry = String.valueOf(e.getMessage());
                }
            }
            if (System.nanoTime() > deadline) {
                return new Silent(lastTry);
            }
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
        return new Ended();
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
