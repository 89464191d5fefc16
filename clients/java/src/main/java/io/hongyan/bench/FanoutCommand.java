package io.hongyan.bench;

import io.hongyan.bench.fanout.Curve;
import io.hongyan.bench.fanout.Lists;
import io.hongyan.bench.fanout.MissedSync;
import io.hongyan.bench.fanout.Part;
import io.hongyan.bench.fanout.Push;
import io.hongyan.bench.fanout.Throughput;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Phase;
import io.hongyan.bench.load.Room;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Journal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench fanout`: who pays for a message, the sender or the readers, and how much.
@Command(name = "fanout", description = "Write, read and hybrid fan-out: throughput, cost, sync, push, lists.")
final class FanoutCommand extends StageCommand {

    private static final int WARMING = 50;

    /// What may be measured alone.
    enum Which {
        throughput,
        curve,
        sync,
        push,
        list
    }

    @Option(
            names = "--part",
            paramLabel = "PART,…",
            split = ",",
            defaultValue = "throughput,curve,sync,push,list",
            description = "Only these of ${COMPLETION-CANDIDATES}.")
    private List<Which> parts = List.of();

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "50 messages a second into a group of 50 first, while the server gets compiled;"
                    + " ${DEFAULT-VALUE} if not given.")
    private int warmUp;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "The length of a phase of throughput; ${DEFAULT-VALUE} if not given.")
    private int duration;

    @Option(
            names = "--rate",
            paramLabel = "R,R,…",
            defaultValue = "40,80,120,160,200",
            description = "throughput: messages a second into the group, a phase each; ${DEFAULT-VALUE} if not given.")
    private String rate = "";

    @Option(
            names = "--members",
            defaultValue = "500",
            description = "throughput: how large the group is; ${DEFAULT-VALUE} if not given.")
    private int members;

    @Option(
            names = "--sizes",
            paramLabel = "N,N,…",
            defaultValue = "10,100,1000,10000",
            description = "curve: how large the groups are; ${DEFAULT-VALUE} if not given.")
    private String sizes = "";

    @Option(
            names = "--curve-rate",
            defaultValue = "20",
            description = "curve: messages a second; ${DEFAULT-VALUE} if not given.")
    private double curveRate;

    @Option(
            names = "--curve-deliveries",
            defaultValue = "20000",
            description = "curve: deliveries a second at most, so that a large group is sent fewer messages;"
                    + " ${DEFAULT-VALUE} if not given.")
    private double curveDeliveries;

    @Option(
            names = "--curve-duration",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "curve, push, list: the length of a phase; ${DEFAULT-VALUE} if not given.")
    private int curveDuration;

    @Option(
            names = "--missed",
            defaultValue = "1000",
            description = "sync: how many messages were missed; ${DEFAULT-VALUE} if not given.")
    private int missed;

    @Option(
            names = "--connected",
            defaultValue = "5000",
            description = "push: how many members are connected; ${DEFAULT-VALUE} if not given.")
    private int connected;

    @Option(
            names = "--push-rate",
            defaultValue = "2",
            description = "push: messages a second; ${DEFAULT-VALUE} if not given.")
    private double pushRate;

    @Option(
            names = "--conversations",
            defaultValue = "100000",
            description = "list: how many conversations the account has; ${DEFAULT-VALUE} if not given. Making them"
                    + " through the log takes by far the longest.")
    private int conversations;

    @Option(
            names = "--read-conversations",
            paramLabel = "N,N,…",
            defaultValue = "10,100,1000,10000",
            description = "list: how many in read mode; ${DEFAULT-VALUE} if not given.")
    private String readConversations = "";

    @Override
    void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        if (warmUp > 0) {
            List<Participant> people = stage.people(WARMING);
            stage.connect(people);
            Room room = stage.group(people, List.of());
            stage.measure(new Phase("warm-up", WARMING, Duration.ofSeconds(warmUp)), List.of(room));
            people.forEach(Participant::disconnect);
        }
        for (Which which : parts) {
            part(which).play(stage, journal);
        }
    }

    private Part part(Which which) {
        Duration length = Duration.ofSeconds(curveDuration);
        return switch (which) {
            case throughput ->
                new Throughput(members, Rates.of(rate).values(), Duration.ofSeconds(duration), folder(), out());
            case curve -> new Curve(Rates.of(sizes).whole(), 10, curveRate, curveDeliveries, length, folder(), out());
            case sync -> new MissedSync(missed, 5, folder(), out());
            case push -> new Push(connected, pushRate, length, out());
            case list -> new Lists(conversations, Rates.of(readConversations).whole(), 20, length, out());
        };
    }
}
