package io.hongyan.bench;

import io.hongyan.bench.load.Report;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.DataFolder;
import io.hongyan.bench.measure.Journal;
import io.hongyan.bench.measure.Processes;
import io.hongyan.client.Api;
import io.hongyan.client.ClientFailure;
import io.hongyan.client.SocketClient;
import io.hongyan.infra.Progress;
import io.hongyan.infra.ProgressBars;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// A benchmark of a running server. What goes wrong is told in one sentence; a promise that the server broke makes the
/// run invalid, and the command end with 1.
abstract class StageCommand implements Callable<Integer> {

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "The server; ${DEFAULT-VALUE} if not given.")
    private URI server = URI.create("");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Its data folder: says the passwords, and whose CPU and memory to measure.")
    private @Nullable Path data;

    @Option(
            names = "--admin-password",
            paramLabel = "PASSWORD",
            description = "Instead of --data; then only what the generator sees is measured.")
    private @Nullable String password;

    @Option(names = "--json", paramLabel = "FILE", description = "Append the figures to FILE, as lines of JSON.")
    private @Nullable Path json;

    @Spec
    private @Nullable CommandSpec spec;

    /// Plays the benchmark; faults that the stage has seen are told afterwards.
    abstract void play(Stage stage, Journal journal) throws IOException, InterruptedException;

    @Override
    public Integer call() throws InterruptedException {
        if (!"http".equals(server.getScheme()) || server.getHost() == null) {
            throw new ClientFailure("%s isn't where a server can be: say http://HOST:PORT.".formatted(server));
        }
        Clock clock = Clock.systemUTC();
        Progress progress = ProgressBars.onTerminal();
        try (SocketClient sockets = new SocketClient(1)) {
            Processes processes = data == null ? Processes.ofGenerator() : Processes.of(data);
            Api administrator = Api.of(server).login("admin", password());
            Stage stage = new Stage(server, administrator, sockets, processes, progress, clock);
            Journal journal = new Journal(json, clock);
            play(stage, journal);
            return end(stage, journal);
        } catch (ConnectException e) {
            throw new ClientFailure(
                    "No server answers at %s: start one with `hongyan standalone` first.".formatted(server));
        } catch (FileSystemException e) {
            throw new ClientFailure("%s can't be used: %s.".formatted(e.getFile(), e));
        } catch (IOException e) {
            throw new ClientFailure("What answers at %s isn't right: %s.".formatted(server, e));
        } finally {
            progress.end();
        }
    }

    /// What a run ends with: the memory of each process, and what was wrong.
    record Ending(Map<String, Long> megabytes, long faults, java.util.List<String> firstFaults) {

        Ending {
            megabytes = Map.copyOf(megabytes);
            firstFaults = java.util.List.copyOf(firstFaults);
        }
    }

    private int end(Stage stage, Journal journal) throws IOException {
        Ending ending = new Ending(
                stage.processes().megabytes(),
                stage.faults().count(),
                stage.faults().first());
        journal.append("end", ending);
        long sum =
                ending.megabytes().values().stream().mapToLong(Long::longValue).sum();
        out().printf("%nMemory (PSS), MB: %s; together %d%n", Report.listed(ending.megabytes(), "%d"), sum);
        ending.firstFaults().forEach(fault -> out().println("FAULT: " + fault));
        out().println(
                        ending.faults() == 0
                                ? "VALID: every acknowledged message came to every member once, in order, and unread is right."
                                : "INVALID: " + ending.faults() + " faults.");
        out().flush();
        return ending.faults() == 0 ? 0 : 1;
    }

    private String password() throws IOException {
        if (password != null) {
            return password;
        }
        return folder().credential("administrator");
    }

    /// The data folder, for benchmarks that look into the engines.
    final DataFolder folder() {
        if (data == null) {
            throw new ClientFailure("The benchmark makes accounts and looks into the engines: give --data.");
        }
        return new DataFolder(data);
    }

    final PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the specification");
        }
        return spec.commandLine().getOut();
    }

    /// Prints one line, at once.
    final void say(String text) {
        out().println(text);
        out().flush();
    }
}
