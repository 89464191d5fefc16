package io.hongyan.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.bench.measure.Latency;
import io.hongyan.bench.measure.Processes;
import io.hongyan.bench.measure.Usage;
import io.hongyan.client.Api;
import io.hongyan.client.SocketClient;
import io.hongyan.infra.Progress;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// A running server, the people that a benchmark has made on it, and the phases that were played so far.
public final class Stage {

    /// The most members that one call names.
    private static final int BATCH = 1_000;

    /// How many sockets are opened at once.
    private static final int CONNECTING = 16;

    /// How long counts, and copies, may take to be right after the end of a phase.
    private static final Duration COUNTS = Duration.ofSeconds(60);

    private static final Duration COPIES = Duration.ofSeconds(90);

    private static final Duration LEAD = Duration.ofMillis(200);
    private static final double SUSTAINED = 0.99;
    private static final double MILLIS_PER_SECOND = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final URI server;
    private final Api administrator;
    private final SocketClient sockets;
    private final Processes processes;
    private final Progress progress;
    private final Clock clock;
    private final String run;
    private final Faults faults = new Faults();
    private final Check check = new Check(faults, COUNTS);
    private final List<Flow> flows = new CopyOnWriteArrayList<>();
    private Usage idle = Usage.NONE;
    private int made;

    /// @param administrator may make accounts
    public Stage(
            URI server, Api administrator, SocketClient sockets, Processes processes, Progress progress, Clock clock) {
        this.server = server;
        this.administrator = administrator;
        this.sockets = sockets;
        this.processes = processes;
        this.progress = progress;
        this.clock = clock;
        this.run = Long.toString(clock.millis(), Character.MAX_RADIX);
    }

    public URI server() {
        return server;
    }

    public Api administrator() {
        return administrator;
    }

    public SocketClient sockets() {
        return sockets;
    }

    public Processes processes() {
        return processes;
    }

    /// Is told of what takes long, one task at a time.
    public Progress progress() {
        return progress;
    }

    public Clock clock() {
        return clock;
    }

    public Faults faults() {
        return faults;
    }

    /// Makes so many accounts without passwords, as administrators may.
    public List<Participant> people(int count) throws IOException, InterruptedException {
        List<String> names = IntStream.range(made, made + count)
                .mapToObj(i -> "bench-%s-%d".formatted(run, i))
                .toList();
        made += count;
        return administrator.makeAccounts(names).stream()
                .map(account -> new Participant(account.userId(), account.api(), flows::get, faults))
                .toList();
    }

    /// Opens the socket of each.
    public void connect(List<Participant> people) throws IOException, InterruptedException {
        Crew.each(people, CONNECTING, participant -> participant.connect(sockets, server), progress, "connecting");
    }

    /// The direct conversation of two.
    public Room direct(Participant one, Participant other) throws IOException, InterruptedException {
        Map<String, ?> wish = Map.of("kind", "direct", "userId", other.userId());
        JsonNode conversation = one.api().post("/v1/conversations", wish).ok();
        return room(conversation, List.of(one, other), List.of());
    }

    /// A new group; the first of those online is its owner.
    public Room group(List<Participant> online, List<Participant> offline) throws IOException, InterruptedException {
        Participant owner = online.get(0);
        List<String> others = new ArrayList<>();
        online.stream().skip(1).map(Participant::userId).forEach(others::add);
        offline.stream().map(Participant::userId).forEach(others::add);
        Map<String, ?> wish = Map.of(
                "kind", "group", "title", "bench", "memberIds", others.subList(0, Math.min(BATCH, others.size())));
        JsonNode conversation = owner.api().post("/v1/conversations", wish).ok();
        String members =
                "/v1/conversations/%s/members".formatted(conversation.path("id").asText());
        long seq = 1;
        for (int from = BATCH; from < others.size(); from += BATCH) {
            List<String> batch = others.subList(from, Math.min(from + BATCH, others.size()));
            owner.api().post(members, Map.of("userIds", batch)).ok();
            seq++;
        }
        Room room = room(conversation, online, offline);
        // What tells of membership is no message: the model begins after it.
        for (Participant member : online) {
            member.begin(room, seq);
        }
        return room;
    }

    private static Room room(JsonNode conversation, List<Participant> online, List<Participant> offline) {
        Room room = new Room(conversation.path("id").asText(), online, offline);
        for (int position = 0; position < online.size(); position++) {
            online.get(position).sit(room, position);
        }
        return room;
    }

    /// What a benchmark waits for after a phase, before it says what the phase has cost.
    public interface Settling {

        void await() throws IOException, InterruptedException;
    }

    /// Has the phase happen in these rooms, and waits until everybody has everything.
    public Figures measure(Phase phase, List<Room> rooms) throws IOException, InterruptedException {
        return measure(phase, rooms, () -> {});
    }

    /// The same, and counts as its cost also what the server does until `settling`.
    public Figures measure(Phase phase, List<Room> rooms, Settling settling) throws IOException, InterruptedException {
        long begin = System.nanoTime() + LEAD.toNanos();
        long length = phase.duration().toNanos();
        Flow flow = new Flow(flows.size(), phase, rooms, faults, begin);
        flows.add(flow);
        Pacer pacer = new Pacer(flow, clock);
        progress.begin(phase.name(), phase.duration().toSeconds());
        Usage before = processes.usage();
        Thread pacing = new Thread(pacer::run, "pacer");
        pacing.start();
        passUntil(begin + length / 2, begin);
        int backlogAtHalf = phase.messages() / 2 - flow.standing().acknowledged();
        passUntil(begin + length, begin);
        Flow.Standing standing = flow.standing();
        Usage used = processes.usage().since(before);
        pacing.join();
        new Drain(flow, pacer, online(rooms), faults, COPIES).await();
        settling.await();
        Usage usedInAll = processes.usage().since(before);
        double secondsInAll = (System.nanoTime() - begin) / NANOS_PER_SECOND;
        double settled = check.awaitUnread(rooms);
        check.heads(rooms);
        progress.end();

        double seconds = phase.duration().toSeconds();
        int backlog = phase.messages() - standing.acknowledged();
        boolean sustained = standing.acknowledged() >= SUSTAINED * phase.messages()
                && standing.copies() >= SUSTAINED * flow.standing().copiesDue()
                && backlog <= 2 * backlogAtHalf + phase.rate() / 10 + 1;
        double messages = Math.max(1, standing.acknowledged());
        return new Figures(
                phase.name(),
                phase.rate(),
                standing.acknowledged() / seconds,
                standing.copies() / seconds,
                Latency.of(flow.acknowledgement()),
                Latency.of(flow.delivery()),
                Latency.of(flow.last()),
                Latency.of(flow.spread()),
                sustained,
                backlog,
                flow.refusals(),
                settled,
                used.cpuSeconds(seconds),
                used.cpuSeconds(messages / MILLIS_PER_SECOND),
                aboveIdle(usedInAll, secondsInAll).cpuSeconds(phase.messages() / MILLIS_PER_SECOND),
                usedInAll.storedKilobytes(phase.messages()));
    }

    /// Looks at the idle server for a while: what it uses then isn't counted as the cost of messages from now on.
    public void idle(Duration length) {
        Usage before = processes.usage();
        pass("idle", length);
        Usage used = processes.usage().since(before);
        idle = new Usage(used.cpuSeconds(length.toMillis() / MILLIS_PER_SECOND), Map.of());
    }

    /// What was used in `seconds`, less what the idle server would have.
    public Usage aboveIdle(Usage used, double seconds) {
        return used.above(idle, seconds);
    }

    private static List<Participant> online(List<Room> rooms) {
        return rooms.stream().flatMap(room -> room.online().stream()).distinct().toList();
    }

    /// Lets so much time pass, and shows how.
    public void pass(String task, Duration time) {
        long begin = System.nanoTime();
        progress.begin(task, time.toSeconds());
        passUntil(begin + time.toNanos(), begin);
        progress.end();
    }

    /// Waits for a moment, and shows each second from `begin` on that goes by.
    private void passUntil(long time, long begin) {
        long gone = Math.max(0, System.nanoTime() - begin) / SECOND;
        for (long next = begin + (gone + 1) * SECOND; next <= time; next += SECOND) {
            parkUntil(next);
            progress.advance(1);
        }
        parkUntil(time);
    }

    /// Waits for a moment on the clock of [System#nanoTime].
    public static void parkUntil(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
