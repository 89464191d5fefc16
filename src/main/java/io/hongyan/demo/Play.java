package io.hongyan.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.client.Api;
import io.hongyan.client.ClientFailure;
import io.hongyan.client.ClientIds;
import io.hongyan.client.SocketClient;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import static java.util.Objects.requireNonNull;

/// One performance of a script: real accounts, real conversations, and what is said in them.
final class Play {

    /// Somebody in a conversation.
    private record Member(String who, String where) {}

    private final Script script;
    private final Clock clock;
    private final RandomGenerator random = new SecureRandom();
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Map<String, String> conversations = new HashMap<>();
    private final Map<String, Long> heads = new HashMap<>();
    private final Map<Member, Message> last = new HashMap<>();
    private final Map<Member, Long> said = new HashMap<>();
    private final Map<String, Long> newest = new HashMap<>();
    private final Expected expected = new Expected();

    private Play(Script script, Clock clock) {
        this.script = script;
        this.clock = clock;
    }

    /// Registers the people, each under a name that is new, connects them, and makes the conversations.
    static Play prepare(Script script, URI server, SocketClient sockets, Clock clock)
            throws IOException, InterruptedException {
        Play play = new Play(script, clock);
        String run = "-" + Long.toUnsignedString(play.random.nextLong(), Character.MAX_RADIX);
        for (Script.Role role : script.people()) {
            Person person = register(role, role.id() + run, play.password(), Api.of(server));
            person.connect(sockets, server);
            play.people.put(role.id(), person);
        }
        for (Script.Place place : script.conversations()) {
            play.conversations.put(place.id(), play.create(place));
            // The entry that says so.
            play.heads.put(place.id(), 1L);
        }
        return play;
    }

    private String password() {
        return Long.toUnsignedString(random.nextLong(), Character.MAX_RADIX) + random.nextLong();
    }

    private static Person register(Script.Role role, String name, String password, Api api)
            throws IOException, InterruptedException {
        JsonNode user = api.post("/v1/accounts", Map.of("name", name, "password", password, "displayName", role.name()))
                .ok();
        return new Person(role, user.path("id").asText(), api.login(name, password));
    }

    private String create(Script.Place place) throws IOException, InterruptedException {
        Map<String, Object> wish = switch (place) {
            case Script.Direct direct ->
                Map.of("kind", "direct", "userId", person(direct.with()).userId());
            case Script.Group group ->
                Map.of("kind", "group", "title", group.title(), "memberIds", userIds(group.with()));
        };
        String made = person(place.by())
                .api()
                .post("/v1/conversations", wish)
                .ok()
                .path("id")
                .asText();
        for (String member : place.members()) {
            person(member).awaitConversation(made);
        }
        return made;
    }

    /// Has everybody do what the script says, one after the other.
    void perform() throws IOException, InterruptedException {
        for (Script.Step step : script.steps()) {
            Person person = person(step.who());
            String conversation = conversation(step.where());
            switch (step) {
                case Script.Say say -> say(person, say);
                case Script.Retry retry -> {
                    Message message = requireNonNull(last.get(new Member(retry.who(), retry.where())), "said before");
                    send(person, message, retry.over(), new Acknowledgement(head(retry.where()), true));
                }
                case Script.Read read -> {
                    long seq = head(read.where());
                    person.awaitEntries(conversation, seq);
                    person.read(conversation, seq, read.over());
                    expected.read(read.who(), read.where(), seq);
                }
                case Script.Edit edit -> {
                    Member author = new Member(edit.who(), edit.where());
                    person.edit(conversation, requireNonNull(said.get(author), "said before"), clientId(), edit.text());
                    heads.merge(edit.where(), 1L, Long::sum);
                }
                case Script.React react -> {
                    long seq = requireNonNull(newest.get(react.where()), "something was said");
                    person.react(conversation, seq, react.emoji());
                    heads.merge(react.where(), 1L, Long::sum);
                }
                case Script.Mute mute -> {
                    person.mute(conversation);
                    expected.mute(mute.who(), mute.where());
                }
            }
        }
    }

    private void say(Person person, Script.Say say) throws IOException, InterruptedException {
        Message message = new Message(conversation(say.where()), clientId(), say.text(), userIds(say.mentions()));
        long seq = head(say.where()) + 1;
        send(person, message, say.over(), new Acknowledgement(seq, false));
        last.put(new Member(say.who(), say.where()), message);
        said.put(new Member(say.who(), say.where()), seq);
        newest.put(say.where(), seq);
        heads.put(say.where(), seq);
        expected.say(say.where(), seq, say.who(), say.mentions());
    }

    private String clientId() {
        return ClientIds.of(clock.millis(), random.nextLong(), random.nextLong());
    }

    private static void send(Person person, Message message, Script.Way way, Acknowledgement due)
            throws IOException, InterruptedException {
        Acknowledgement acknowledgement = person.send(message, way);
        if (!acknowledgement.equals(due)) {
            throw new ClientFailure(
                    "“%s” was answered %s, instead of %s.".formatted(message.text(), acknowledgement, due));
        }
    }

    Script script() {
        return script;
    }

    Expected expected() {
        return expected;
    }

    Collection<Person> people() {
        return people.values();
    }

    Person person(String role) {
        return requireNonNull(people.get(role), role);
    }

    /// The id that the server gave the script's conversation.
    String conversation(String place) {
        return requireNonNull(conversations.get(place), place);
    }

    /// The seq of the newest entry.
    long head(String place) {
        return requireNonNull(heads.get(place), place);
    }

    private List<String> userIds(List<String> roles) {
        return roles.stream().map(role -> person(role).userId()).toList();
    }
}
