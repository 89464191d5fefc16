package io.hongyan.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.client.Api;
import io.hongyan.client.ClientIds;
import io.hongyan.client.ClientSocket;
import io.hongyan.client.Entry;
import io.hongyan.client.MadeAccount;
import io.hongyan.client.Received;
import io.hongyan.client.Requests;
import io.hongyan.client.SocketClient;
import io.hongyan.client.SocketListener;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// What people do on a busy server, for some seconds, so that the JVM sees which of its methods that takes. Nothing is
/// measured or checked.
final class Traffic {

    private static final int PEOPLE = 40;
    private static final int GROUP = 20;
    private static final int MESSAGES = 4_500;
    private static final int A_SECOND = 300;
    private static final int GROUP_EVERY = 15;
    private static final int READ_EVERY = 10;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final List<MadeAccount> people;
    private final List<ClientSocket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> pairs = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();

    private final Clock clock;

    private Traffic(List<MadeAccount> people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    static void run(URI address, String password, Clock clock) throws IOException, InterruptedException {
        Api administrator = Api.of(address).login("admin", password);
        List<String> names =
                IntStream.range(0, PEOPLE).mapToObj(i -> "rehearsal-" + i).toList();
        Traffic traffic = new Traffic(administrator.makeAccounts(names), clock);
        try (SocketClient client = new SocketClient(1)) {
            traffic.meet(client, address);
            traffic.talk();
        }
    }

    private void meet(SocketClient client, URI address) throws IOException, InterruptedException {
        for (MadeAccount person : people) {
            sockets.add(client.connect(address, person.api().token(), new Reader()));
        }
        for (int i = 0; i < PEOPLE; i += 2) {
            pairs.add(conversation(
                    i, Map.of("kind", "direct", "userId", people.get(i + 1).userId())));
        }
        for (int i = 0; i < PEOPLE; i += GROUP) {
            List<String> others = people.subList(i + 1, i + GROUP).stream()
                    .map(MadeAccount::userId)
                    .toList();
            groups.add(conversation(i, Map.of("kind", "group", "title", "rehearsal", "memberIds", others)));
        }
    }

    private String conversation(int owner, Map<String, ?> wish) throws IOException, InterruptedException {
        JsonNode made = people.get(owner).api().post("/v1/conversations", wish).ok();
        return made.path("id").asText();
    }

    private void talk() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        for (int i = 0; i < MESSAGES; i++) {
            LockSupport.parkNanos(begin + i * NANOS_PER_SECOND / A_SECOND - System.nanoTime());
            int speaker = i % PEOPLE;
            String conversation = i % GROUP_EVERY == 0 ? groups.get(speaker / GROUP) : pairs.get(speaker / 2);
            String id = ClientIds.of(clock.millis(), 0, i);
            sockets.get(speaker).send(Requests.send(i, conversation, id, "Rehearsal, message " + i, List.of()));
            if (i % READ_EVERY == 0) {
                people.get(speaker).api().get("/v1/unread");
            }
        }
    }

    /// Marks what comes as read, now and then.
    private final class Reader implements SocketListener {

        private final int index = sockets.size();

        @Override
        public void received(Received frame) {
            if (frame instanceof Received.Entries entries) {
                for (Entry entry : entries.entries()) {
                    if (entry.seq() % READ_EVERY == 0) {
                        sockets.get(index).send(Requests.read(0, entry.conversationId(), entry.seq()));
                    }
                }
            }
        }

        @Override
        public void closed(int code, String reason) {
            // The rehearsal is over, or fails elsewhere.
        }
    }
}
