package io.hongyan.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.client.Api;
import io.hongyan.client.ClientFailure;
import io.hongyan.client.SocketClient;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The benchmark's users and their conversations: each talks with one other, and in a group of 20.
record Crowd(List<Participant> participants, List<Room> pairs, List<Room> groups) {

    private static final int GROUP = 20;
    private static final int MOST = 1_000;

    Crowd {
        participants = List.copyOf(participants);
        pairs = List.copyOf(pairs);
        groups = List.copyOf(groups);
    }

    /// Makes `size` users without passwords, as administrators may, and their conversations.
    static Crowd make(int size, String run, Api administrator, IntFunction<Flow> flows, Faults faults)
            throws IOException, InterruptedException {
        if (size % GROUP != 0 || size <= 0 || size > MOST) {
            throw new ClientFailure("There must be %d to %d users, a multiple of %d.".formatted(GROUP, MOST, GROUP));
        }
        List<String> names = IntStream.range(0, size)
                .mapToObj(i -> "bench-%s-%d".formatted(run, i))
                .toList();
        List<Participant> participants = administrator.makeAccounts(names).stream()
                .map(made -> new Participant(made.userId(), made.api(), flows, faults))
                .toList();
        return new Crowd(participants, rooms(participants, 2), rooms(participants, GROUP));
    }

    private static List<Room> rooms(List<Participant> participants, int size) throws IOException, InterruptedException {
        List<Room> rooms = new ArrayList<>();
        for (int from = 0; from < participants.size(); from += size) {
            rooms.add(room(participants.subList(from, from + size)));
        }
        return rooms;
    }

    private static Room room(List<Participant> members) throws IOException, InterruptedException {
        List<String> others = members.stream().skip(1).map(Participant::userId).toList();
        Map<String, Object> wish = others.size() == 1
                ? Map.of("kind", "direct", "userId", others.getFirst())
                : Map.of("kind", "group", "title", "bench", "memberIds", others);
        JsonNode made = members.getFirst().api().post("/v1/conversations", wish).ok();
        Room room = new Room(made.path("id").asText(), members);
        for (int position = 0; position < members.size(); position++) {
            members.get(position).sit(room, position);
        }
        return room;
    }

    /// Opens everybody's socket.
    void connect(SocketClient sockets, URI server) throws IOException, InterruptedException {
        for (Participant participant : participants) {
            participant.connect(sockets, server);
        }
    }

    List<Room> rooms(Phase.Kind kind) {
        return switch (kind) {
            case DIRECT -> pairs;
            case GROUP -> groups;
        };
    }

    /// Every other user, to have some that read and some that don't.
    List<Participant> readers() {
        List<Participant> readers = new ArrayList<>();
        for (int i = 0; i < participants.size(); i += 2) {
            readers.add(participants.get(i));
        }
        return Collections.unmodifiableList(readers);
    }
}
