package io.hongyan.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dropwizard.jackson.Jackson;
import io.hongyan.client.Api;
import io.hongyan.client.ClientCommand;
import io.hongyan.client.ClientFailure;
import io.hongyan.client.SocketClient;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/// `hongyan bench core`: measures a running server, and fails where it breaks a promise under load.
public final class BenchCommand extends ClientCommand {

    private static final int WARM_UP_RATE = 500;
    private static final ObjectMapper JSON =
            Jackson.newObjectMapper().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private final PrintStream out;
    private final Clock clock;

    public BenchCommand(PrintStream out, Clock clock) {
        super("bench", "Measures a running server: speed, latency, and whether everything arrives once");
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void configure(Subparser parser) {
        parser.addArgument("what").choices("core").help("core: direct messages and groups of 20 over WebSocket");
        super.configure(parser);
        parser.addArgument("--data")
                .metavar("DIR")
                .help("its data folder: says the administrator's password, and whose CPU and memory to measure");
        parser.addArgument("--admin-password").metavar("PASSWORD").help("instead of --data");
        parser.addArgument("--users").type(Integer.class).setDefault(200).help("how many (default: %(default)s)");
        parser.addArgument("--warm-up")
                .metavar("SECONDS")
                .type(Integer.class)
                .setDefault(120)
                .help("500 direct messages a second first, while the server gets compiled (default: %(default)s)");
        parser.addArgument("--duration")
                .type(Integer.class)
                .setDefault(20)
                .help("seconds a phase (default: %(default)s)");
        parser.addArgument("--rate")
                .metavar("R,R,…")
                .setDefault("1000,2000,3000,4000,5000,6000")
                .help("direct messages a second, a phase each (default: %(default)s)");
        parser.addArgument("--group-rate")
                .metavar("R,R,…")
                .setDefault("50,100,200,400")
                .help("messages a second into groups, a phase each (default: %(default)s)");
        parser.addArgument("--json").metavar("FILE").help("append the figures to FILE, as one line of JSON");
    }

    @Override
    protected void run(URI server, SocketClient sockets, Namespace arguments) throws IOException, InterruptedException {
        List<Phase> phases = phases(arguments);
        Path data = arguments.getString("data") == null ? null : Path.of(arguments.getString("data"));
        Processes processes = data == null ? Processes.ofGenerator() : Processes.of(data);
        Api administrator = Api.of(server).login("admin", password(arguments, data));
        Result result = measure(administrator, sockets, server, processes, phases, arguments.getInt("users"));
        String file = arguments.getString("json");
        if (file != null) {
            Files.writeString(
                    Path.of(file),
                    JSON.writeValueAsString(result) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        if (!result.valid()) {
            throw new ClientFailure("The server has broken a promise under load.");
        }
    }

    private Result measure(
            Api administrator, SocketClient sockets, URI server, Processes processes, List<Phase> phases, int users)
            throws IOException, InterruptedException {
        Faults faults = new Faults();
        List<Flow> flows = new CopyOnWriteArrayList<>();
        String run = Long.toString(clock.millis(), Character.MAX_RADIX);
        Crowd crowd = Crowd.make(users, run, administrator, flows::get, faults);
        crowd.connect(sockets, server);
        Report report = new Report(out);
        int processors = Runtime.getRuntime().availableProcessors();
        report.head(users, processors);
        Run measuring = new Run(crowd, processes, flows, faults, clock);
        List<Figures> figures = new ArrayList<>();
        for (Phase phase : phases) {
            Figures measured = measuring.measure(phase);
            report.phase(measured);
            figures.add(measured);
        }
        Result result = new Result(
                clock.instant(), processors, users, figures, processes.megabytes(), faults.count(), faults.first());
        report.end(result);
        return result;
    }

    private static List<Phase> phases(Namespace arguments) {
        Duration duration = Duration.ofSeconds(arguments.getInt("duration"));
        Stream<Phase> warmUp = Stream.of(Duration.ofSeconds(arguments.getInt("warm_up")))
                .filter(Duration::isPositive)
                .map(length -> new Phase("warm-up", Phase.Kind.DIRECT, WARM_UP_RATE, length));
        Stream<Phase> direct =
                rates(arguments.getString("rate")).map(rate -> new Phase("direct", Phase.Kind.DIRECT, rate, duration));
        Stream<Phase> groups = rates(arguments.getString("group_rate"))
                .map(rate -> new Phase("groups of 20", Phase.Kind.GROUP, rate, duration));
        return Stream.of(warmUp, direct, groups).flatMap(all -> all).toList();
    }

    private static Stream<Integer> rates(String list) {
        try {
            List<Integer> rates = Stream.of(list.split(",", -1))
                    .filter(rate -> !rate.isEmpty())
                    .map(Integer::valueOf)
                    .toList();
            return rates.stream();
        } catch (NumberFormatException e) {
            throw new ClientFailure("Rates are numbers separated by commas, not " + list + ".");
        }
    }

    private static String password(Namespace arguments, @Nullable Path data) throws IOException {
        String given = arguments.getString("admin_password");
        if (given != null) {
            return given;
        }
        if (data == null) {
            throw new ClientFailure("The benchmark makes accounts: give --data or --admin-password.");
        }
        return JSON.readTree(data.resolve("credentials.json").toFile())
                .path("administrator")
                .asText();
    }
}
