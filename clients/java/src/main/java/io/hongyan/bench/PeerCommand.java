package io.hongyan.bench;

import io.hongyan.bench.ceiling.Ceilings;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Journal;
import io.hongyan.bench.peer.CatchingUp;
import io.hongyan.bench.peer.Duel;
import io.hongyan.bench.peer.PeerFolder;
import io.hongyan.bench.peer.Resting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench peer`: the same work for ejabberd, in alternating legs.
@Command(
        name = "peer",
        description = "The same work for ejabberd, which clients/java/peer/ejabberd starts, in alternating legs.")
final class PeerCommand extends StageCommand {

    /// What may be compared alone.
    enum Which {
        direct,
        room,
        sync,
        idle,
        ceilings
    }

    private static final Duration CEILING = Duration.ofSeconds(10);

    @Option(
            names = "--peer",
            paramLabel = "DIR",
            required = true,
            description = "Where the script has started the peer.")
    private Path peer = Path.of("");

    @Option(
            names = "--part",
            paramLabel = "PART,…",
            split = ",",
            defaultValue = "direct,room,sync,idle,ceilings",
            description = "Only these of ${COMPLETION-CANDIDATES}.")
    private List<Which> parts = List.of();

    @Option(
            names = "--legs",
            defaultValue = "5",
            description = "How many legs each server plays, besides one to warm up; ${DEFAULT-VALUE} if not given.")
    private int legs;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description = "The length of a leg; ${DEFAULT-VALUE} if not given.")
    private int duration;

    @Option(names = "--users", defaultValue = "200", description = "direct: how many; ${DEFAULT-VALUE} if not given.")
    private int users;

    @Option(
            names = "--rate",
            paramLabel = "R,R,…",
            defaultValue = "500,1000",
            description = "direct: messages a second, legs of their own each; ${DEFAULT-VALUE} if not given.")
    private String rate = "";

    @Option(names = "--members", defaultValue = "500", description = "room: how many; ${DEFAULT-VALUE} if not given.")
    private int members;

    @Option(
            names = "--room-rate",
            paramLabel = "R,R,…",
            defaultValue = "10,25",
            description = "room: messages a second; ${DEFAULT-VALUE} if not given.")
    private String roomRate = "";

    @Option(
            names = "--missed",
            defaultValue = "1000",
            description = "sync: how many messages were missed; ${DEFAULT-VALUE} if not given.")
    private int missed;

    @Option(
            names = "--connections",
            defaultValue = "1000",
            description = "idle: how many; ${DEFAULT-VALUE} if not given.")
    private int connections;

    @Override
    void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        PeerFolder folder = PeerFolder.of(peer);
        Duel duel = new Duel(folder, legs, Duration.ofSeconds(duration), out());
        for (Which which : parts) {
            switch (which) {
                case direct -> {
                    for (double each : Rates.of(rate).values()) {
                        duel.direct(stage, journal, users, each);
                    }
                }
                case room -> {
                    for (double each : Rates.of(roomRate).values()) {
                        duel.room(stage, journal, members, each);
                    }
                }
                case sync -> new CatchingUp(folder, missed, legs, out()).play(stage, journal);
                case idle -> new Resting(folder, connections, out()).play(stage, journal);
                case ceilings -> new Ceilings(CEILING, folder(), out()).play(stage, journal);
            }
        }
    }
}
