package io.hongyan.bench.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.bench.load.Crew;
import io.hongyan.bench.load.Report;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Journal;
import io.hongyan.bench.measure.Latency;
import io.hongyan.bench.measure.Usage;
import io.hongyan.client.Api;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// Everybody logs in with a password at once, as in the morning.
public final class Logins {

    private static final String PASSWORD = "correct horse battery staple";
    private static final int AT_ONCE = 64;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1_000;
    private static final int MICRO = 1_000;

    private final int users;
    private final PrintWriter out;

    public Logins(int users, PrintWriter out) {
        this.users = users;
        this.out = out;
    }

    /// `login` counts from when the storm began, since all are due then.
    record Result(int users, double perSecond, Latency login, Map<String, Double> cpuMillisALogin) {}

    public void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        String prefix = "login-" + Long.toString(stage.clock().millis(), Character.MAX_RADIX);
        List<String> names =
                IntStream.range(0, users).mapToObj(i -> prefix + "-" + i).toList();
        Api nobody = Api.of(stage.server());
        Crew.each(
                names,
                AT_ONCE,
                name -> nobody.post("/v1/accounts", Map.of("name", name, "password", PASSWORD))
                        .ok(),
                stage.progress(),
                "accounts");
        Histogram micros = Latency.histogram();
        Usage before = stage.processes().usage();
        long begin = System.nanoTime();
        Crew.Work<String> login = name -> {
            JsonNode answer = nobody.post("/v1/tokens", Map.of("name", name, "password", PASSWORD))
                    .ok();
            long now = System.nanoTime();
            if (answer.path("accessToken").asText().isEmpty()) {
                stage.faults().add("user %s logged in without a token".formatted(name));
            }
            synchronized (micros) {
                micros.recordValue((now - begin) / MICRO);
            }
        };
        Crew.each(names, AT_ONCE, login, stage.progress(), "logins");
        double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
        Usage used = stage.processes().usage().since(before);
        Result result =
                new Result(users, users / seconds, Latency.of(micros), used.cpuSeconds(users / MILLIS_PER_SECOND));
        out.printf(
                "%n%d logins at once: %s/s; all after %s ms, half after %s ms%nCPU a login, ms: %s%n",
                users,
                Report.round(result.perSecond()),
                Report.round(result.login().max()),
                Report.round(result.login().p50()),
                Report.listed(result.cpuMillisALogin(), "%.1f"));
        out.flush();
        journal.append("logins", result);
    }
}
