package io.hongyan.fault;

import java.io.IOException;
import java.time.Clock;

/// A server of a test's own, and the people who storm it while something is broken.
record StormyServer(ServerProcess server, Storm storm) implements AutoCloseable {

    /// Starts a server on an empty folder, and gathers the people.
    static StormyServer start(String folder) throws IOException, InterruptedException {
        return gather(ServerProcess.startOnEmpty(folder));
    }

    /// The same with JVMs [as they are shipped][ServerProcess#startAsShipped].
    static StormyServer startAsShipped(String folder) throws IOException, InterruptedException {
        return gather(ServerProcess.startAsShipped(folder));
    }

    /// The same with a server that [learns][ServerProcess#startLearning].
    static StormyServer startLearning(String folder) throws IOException, InterruptedException {
        return gather(ServerProcess.startLearning(folder));
    }

    private static StormyServer gather(ServerProcess server) throws IOException, InterruptedException {
        try {
            return new StormyServer(server, Storm.gather(server, Clock.systemUTC()));
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /// Everybody leaves, and the server is stopped with all that it has started.
    @Override
    public void close() throws InterruptedException {
        try {
            storm.close();
        } finally {
            server.close();
        }
    }
}
