package io.hongyan.bench.peer;

import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Report;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Heap;
import io.hongyan.bench.measure.Journal;
import io.hongyan.bench.measure.Processes;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/// The memory of either server for a connection that does nothing.
///
/// Resident memory tells little of a JVM, whose heap keeps what it once had: so of Hongyan the heap that lives is
/// looked at too.
public final class Resting {

    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final double KILO = 1_024;

    private final PeerFolder peer;
    private final int connections;
    private final PrintWriter out;

    public Resting(PeerFolder peer, int connections, PrintWriter out) {
        this.peer = peer;
        this.connections = connections;
        this.out = out;
    }

    /// Kilobytes a connection; what the kernel keeps for sockets is in none of them.
    record Result(
            int connections, double hongyanHeapKilobytes, double hongyanResidentKilobytes, double peerKilobytes) {}

    public void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        List<Participant> people = stage.people(connections);
        Heap heap = Heap.of(stage.processes().server());
        long heapBefore = heap.usedKilobytes();
        long before = megabytes(stage.processes());
        stage.connect(people);
        stage.pass("settling", SETTLING);
        double ours = (megabytes(stage.processes()) - before) * KILO / connections;
        double living = (heap.usedKilobytes() - heapBefore) / (double) connections;
        people.forEach(Participant::disconnect);
        long peerBefore = megabytes(peer.processes());
        double theirs;
        try (XmppCrowd crowd = XmppCrowd.of(peer, stage, 1, connections)) {
            stage.pass("settling", SETTLING);
            theirs = (megabytes(peer.processes()) - peerBefore) * KILO / crowd.size();
        }
        Result result = new Result(connections, living, ours, theirs);
        out.printf(
                "%n%d idle connections over WebSocket, KB each: Hongyan %s of living heap, %s resident; ejabberd %s"
                        + " resident%n",
                connections, Report.round(living), Report.round(ours), Report.round(theirs));
        out.flush();
        journal.append("peer.idle", result);
    }

    private static long megabytes(Processes processes) {
        return processes.megabytes().getOrDefault("server", 0L);
    }
}
