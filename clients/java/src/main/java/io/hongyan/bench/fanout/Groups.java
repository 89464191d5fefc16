package io.hongyan.bench.fanout;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.bench.load.Crew;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Room;
import io.hongyan.bench.load.Stage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/// Makes very many small groups through the real log, many at once.
final class Groups {

    private static final int AT_ONCE = 32;

    private final Stage stage;
    private final List<Participant> owners;
    private final List<Participant> members;
    private final List<Integer> sizes;
    private final Mode mode;

    /// Member `i` comes to be in the first `sizes[i]` groups; sizes ascend.
    Groups(Stage stage, List<Participant> owners, List<Participant> members, List<Integer> sizes, Mode mode) {
        this.stage = stage;
        this.owners = List.copyOf(owners);
        this.members = List.copyOf(members);
        this.sizes = List.copyOf(sizes);
        this.mode = mode;
    }

    /// Makes them all, and gives the first `busy` as rooms; their owners have no sockets yet.
    List<Room> make(int busy) throws IOException, InterruptedException {
        int count = sizes.get(sizes.size() - 1);
        List<Room> rooms = new CopyOnWriteArrayList<>();
        List<Integer> all = IntStream.range(0, count).boxed().toList();
        Crew.Work<Integer> founding = index -> {
            if (index < busy) {
                Room room = stage.group(List.of(owner(index)), membersOf(index));
                mode.overrideConversation(stage, room.conversationId());
                rooms.add(room);
            } else {
                found(index);
            }
        };
        Crew.each(all, AT_ONCE, founding, stage.progress(), "groups");
        return List.copyOf(rooms);
    }

    /// A group that nobody of the benchmark speaks in but once, where its mode has to be switched.
    private void found(int index) throws IOException, InterruptedException {
        List<String> ids = membersOf(index).stream().map(Participant::userId).toList();
        Participant owner = owner(index);
        JsonNode made = owner.api()
                .post("/v1/conversations", Map.of("kind", "group", "title", "bench", "memberIds", ids))
                .ok();
        if (mode == Mode.READ) {
            String id = made.path("id").asText();
            mode.overrideConversation(stage, id);
            Map<String, ?> hello = Map.of(
                    "clientId", "groups-" + index, "kind", "text", "body", Map.of("text", "The first, and the last."));
            owner.api().post("/v1/conversations/" + id + "/messages", hello).ok();
        }
    }

    private Participant owner(int index) {
        return owners.get(index % owners.size());
    }

    private List<Participant> membersOf(int index) {
        return IntStream.range(0, members.size())
                .filter(member -> index < sizes.get(member))
                .mapToObj(members::get)
                .toList();
    }
}
