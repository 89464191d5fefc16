package io.hongyan.sdk;

import io.hongyan.sdk.model.Entry;
import io.hongyan.sdk.model.Event;
import io.hongyan.sdk.model.Unread;
import io.hongyan.sdk.outbox.Outbox;
import io.hongyan.sdk.rest.Rest;
import io.hongyan.sdk.rest.TokenSource;
import io.hongyan.sdk.rest.Tokens;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;

/// Somebody with an account and a connected device, who keeps what they are told.
final class Person implements AutoCloseable {

    static final String PASSWORD = "a long password";

    final Tokens tokens;
    final Hongyan hongyan;
    private final List<Event> events = new CopyOnWriteArrayList<>();

    Person(URI server, String name, Outbox outbox) {
        Rest rest = Rest.at(server);
        rest.register(name, PASSWORD);
        tokens = rest.login(name, PASSWORD, "test");
        hongyan = Hongyan.to(server)
                .tokens(TokenSource.of(tokens.accessToken()))
                .outbox(outbox)
                .history(1_000)
                .listener(events::add)
                .connect();
    }

    String id() {
        return tokens.user().id();
    }

    <T extends Event> List<T> heard(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<Entry> entries(String conversationId) {
        return heard(Event.Appended.class).stream()
                .map(Event.Appended::entry)
                .filter(entry -> entry.conversationId().equals(conversationId))
                .toList();
    }

    List<String> texts(String conversationId) {
        return entries(conversationId).stream()
                .flatMap(entry -> entry.text().stream())
                .toList();
    }

    long unread() {
        List<Event.UnreadChanged> counts = heard(Event.UnreadChanged.class);
        assertThat(counts).as("counts that were told so far").isNotEmpty();
        Unread last = counts.get(counts.size() - 1).unread();
        return last.total().unread();
    }

    @Override
    public void close() {
        hongyan.close();
    }
}
