package io.hongyan.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.client.Api;
import io.hongyan.client.ClientIds;
import io.hongyan.client.SocketClient;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import static org.awaitility.Awaitility.await;

/// People who talk all at once over their sockets, as a seed decides, and read now and then.
final class Storm {

    private static final int PEOPLE = 8;
    private static final int PER_TEND = 10;
    private static final int READS = 40;
    private static final Duration TEND = Duration.ofMillis(20);
    private static final Duration DRAIN = Duration.ofMinutes(2);

    private final URI server;
    private final Clock clock;
    private final SocketClient sockets;
    private final List<Talker> talkers = new ArrayList<>();
    private final List<Chat> chats = new ArrayList<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicLong lastAcknowledged = new AtomicLong();
    private volatile Random random = new Random(0);
    private volatile boolean talking;
    private volatile boolean open = true;
    private Thread thread;

    private Storm(URI server, Clock clock) throws IOException {
        this.server = server;
        this.clock = clock;
        this.sockets = new SocketClient(1);
    }

    /// Makes the people and their conversations: four pairs, and two groups that overlap. One has muted a group.
    static Storm gather(ServerProcess server, Clock clock) throws IOException, InterruptedException {
        Storm storm = new Storm(server.address(), clock);
        Api administrator = Api.of(server.address()).login("admin", server.administratorPassword());
        List<String> names =
                IntStream.range(0, PEOPLE).mapToObj(i -> "talker-" + i).toList();
        administrator.makeAccounts(names).stream()
                .map(made -> new Talker(made.userId(), made.api(), storm::acknowledged))
                .forEach(storm.talkers::add);
        for (int i = 0; i < PEOPLE; i += 2) {
            storm.meet(List.of(i, i + 1));
        }
        storm.meet(List.of(0, 1, 2, 3, 4));
        storm.meet(List.of(0, 3, 4, 5, 6, 7));
        storm.chats.forEach(storm::awaitSeen);
        storm.mute(storm.talkers.getFirst(), storm.chats.getLast());
        storm.thread = Thread.ofPlatform().daemon().name("storm").start(storm::rage);
        return storm;
    }

    private void meet(List<Integer> members) throws IOException, InterruptedException {
        List<String> others =
                members.stream().skip(1).map(talkers::get).map(Talker::userId).toList();
        Map<String, Object> wish = others.size() == 1
                ? Map.of("kind", "direct", "userId", others.getFirst())
                : Map.of("kind", "group", "title", "storm", "memberIds", others);
        JsonNode made = talkers.get(members.getFirst())
                .api()
                .post("/v1/conversations", wish)
                .ok();
        chats.add(new Chat(made.path("id").asText(), members));
    }

    /// Whoever reads what hasn't come to their mailbox yet is refused.
    private void awaitSeen(Chat chat) {
        for (int member : chat.members()) {
            Api api = talkers.get(member).api();
            await("conversation " + chat.id() + " to be everybody's")
                    .atMost(DRAIN)
                    .until(() -> api.get("/v1/conversations/" + chat.id()).status() == 200);
        }
    }

    private void mute(Talker talker, Chat chat) throws IOException, InterruptedException {
        talker.api()
                .patch("/v1/conversations/%s/settings".formatted(chat.id()), Map.of("muted", true))
                .ok();
    }

    private void rage() {
        while (open) {
            talkers.forEach(talker -> talker.tend(sockets, server));
            for (int i = 0; talking && i < PER_TEND; i++) {
                act();
            }
            LockSupport.parkNanos(TEND.toNanos());
        }
    }

    private void act() {
        Chat chat = chats.get(random.nextInt(chats.size()));
        Talker talker =
                talkers.get(chat.members().get(random.nextInt(chat.members().size())));
        if (random.nextInt(READS) == 0) {
            talker.read(chat);
        } else {
            String clientId = ClientIds.of(clock.millis(), random.nextLong(), random.nextLong());
            talker.say(chat, clientId, "第 %d 封信 · letter".formatted(random.nextInt()));
        }
    }

    private void acknowledged(long at) {
        acknowledged.incrementAndGet();
        lastAcknowledged.set(at);
    }

    /// Has everybody talk until [#calm()].
    void rise(long seed) {
        random = new Random(seed);
        talking = true;
    }

    /// Stops talking, and waits until everything that was said is acknowledged.
    void calm() {
        talking = false;
        await("every message to be acknowledged")
                .atMost(DRAIN)
                .until(() -> talkers.stream().allMatch(Talker::isDone));
    }

    /// Waits until `count` more messages are acknowledged, and returns when the last one was.
    long awaitAcknowledged(int count) {
        int due = acknowledged.get() + count;
        await("people to be answered")
                .atMost(DRAIN)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> acknowledged.get() >= due);
        return lastAcknowledged.get();
    }

    int acknowledged() {
        return acknowledged.get();
    }

    List<Talker> talkers() {
        return talkers;
    }

    List<Chat> chats() {
        return chats;
    }

    void close() throws InterruptedException {
        open = false;
        thread.join();
        sockets.close();
    }
}
