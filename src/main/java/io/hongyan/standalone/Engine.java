package io.hongyan.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is particular about one engine: how its data is laid out, what starts it, how it proves that it serves, and
/// how it is told to end. [SupervisedEngine] does the rest, the same for all.
interface Engine {

    EngineName name();

    /// Unpacks the program, makes the data folder at the first start, and writes the configuration. Repeatable.
    void prepare() throws IOException, InterruptedException;

    /// What starts it; the same before and after a restart. Only after [#prepare()].
    List<String> command();

    /// The program file that its process is found running.
    Path executable();

    /// The text of its configuration: an orphan that was started with another one isn't taken over.
    String configuration();

    /// Where it is asked whether it serves.
    int port();

    /// What has to serve for a moment, and is ended then, before this engine may start on the data that it has now;
    /// empty where it starts at once. Only after [#prepare()].
    default Optional<Engine> recovery() {
        return Optional.empty();
    }

    /// Asks for something that only a working, authenticated connection gives, and answers the engine's version, or
    /// nothing where nobody is told.
    ///
    /// @throws Exception whatever its client throws while it doesn't serve yet
    String probe() throws Exception;

    /// How long an orphan may take to answer before another is started in its place: it serves at once, or isn't worth
    /// waiting for.
    default Duration orphanPatience() {
        return Duration.ofSeconds(10);
    }

    /// Tells it to end, and doesn't wait for that.
    default void stop(ProcessHandle process) throws IOException, InterruptedException {
        process.destroy();
    }
}
