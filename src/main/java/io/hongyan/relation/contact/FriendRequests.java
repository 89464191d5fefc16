package io.hongyan.relation.contact;

import io.hongyan.account.Accounts;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Page;
import io.hongyan.relation.contact.FriendRequest.State;
import io.hongyan.relation.graph.Change;
import io.hongyan.relation.graph.Cursors;
import io.hongyan.relation.graph.Graph;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;

/// Asking somebody to become a friend, and what they say to that. Thread-safe.
///
/// All calls may be repeated: the same is answered, and nothing is done twice. Whoever is blocked by the person
/// they ask sees their request wait, and nobody else sees it.
public final class FriendRequests {

    private static final String PENDING = """
            MATCH (:User {id: $user})-[request:REQUESTED]->(:User {id: $other})
            WHERE request.state = 'PENDING' AND request.expiresAt > $now
            RETURN request
            """;

    /// A live one is kept, with its new message; one that is over begins anew. One that was declined isn't over
    /// before it expires, so that nobody is asked again and again.
    private static final String ASK = """
            MATCH (user:User {id: $user}), (other:User {id: $other})
            MERGE (user)-[request:REQUESTED]->(other)
            WITH request, request.state <> 'ACCEPTED' AND request.expiresAt > $now AS live
            SET request.source = $user, request.target = $other,
                request.id = CASE WHEN live THEN request.id ELSE $id END,
                request.at = CASE WHEN live THEN request.at ELSE $now END,
                request.expiresAt = CASE WHEN live THEN request.expiresAt ELSE $expiresAt END,
                request.state = CASE WHEN live THEN request.state ELSE 'PENDING' END, request.message = $message,
                request.hidden = $hidden
            RETURN request
            """;

    /// The request that is answered by this one's own wish is accepted with it.
    private static final String ACCEPT = """
            MATCH (user:User {id: $user}), (other:User {id: $other})
            MERGE (user)-[request:REQUESTED]->(other)
            ON CREATE SET request.source = $user, request.target = $other, request.id = $id, request.message = '',
                request.at = $now, request.expiresAt = $now, request.hidden = false
            SET request.state = 'ACCEPTED'
            RETURN request
            """;

    private static final String DECLINE = """
            MATCH (:User {id: $user})-[request:REQUESTED]->(:User {id: $other})
            SET request.state = 'DECLINED'
            RETURN request
            """;

    private static final String WITHDRAW = """
            MATCH (:User {id: $user})-[request:REQUESTED]->(:User {id: $other})
            WHERE request.state <> 'ACCEPTED'
            WITH request, request.hidden AS hidden
            DELETE request
            RETURN hidden
            """;

    private static final String BETWEEN = """
            MATCH (:User {id: $user})-[request:REQUESTED]->(:User {id: $other})
            RETURN request
            """;

    static final String FIND = """
            MATCH (:User)-[request:REQUESTED]->(:User)
            WHERE request.id = $id
            RETURN request
            """;

    static final String INCOMING = """
            MATCH (:User)-[request:REQUESTED]->(:User)
            WHERE request.target = $user AND request.id < $before
                AND request.state = 'PENDING' AND request.expiresAt > $now AND NOT request.hidden
            RETURN request
            ORDER BY request.target DESC, request.id DESC
            LIMIT $limit
            """;

    static final String OUTGOING = """
            MATCH (:User)-[request:REQUESTED]->(:User)
            WHERE request.source = $user AND request.id < $before
                AND request.state <> 'ACCEPTED' AND request.expiresAt > $now
            RETURN request
            ORDER BY request.source DESC, request.id DESC
            LIMIT $limit
            """;

    private final Graph graph;
    private final Change change;
    private final Accounts accounts;
    private final ContactNews news;
    private final Duration life;
    private final int limit;
    private final Clock clock;

    public FriendRequests(
            Graph graph, Change change, Accounts accounts, ContactNews news, Duration life, int limit, Clock clock) {
        this.graph = graph;
        this.change = change;
        this.accounts = accounts;
        this.news = news;
        this.life = life;
        this.limit = limit;
        this.clock = clock;
    }

    /// Asks `other`. Where they have asked already, or still have `user` among their contacts, the two are friends
    /// at once, and the answer says so.
    ///
    /// @throws HongyanException `notFound`; `conflict` if `user` has blocked them, or has as many contacts as one
    ///     may have, or where the two would be friends at once, they have
    FriendRequest ask(UserId user, UserId other, String message) {
        accounts.user(other);
        Asked asked = change.make(user, other, two -> ask(two, message));
        news.changed(asked.hidden() ? List.of(user) : List.of(user, other));
        return asked.request();
    }

    /// What came of asking; it is hidden from a person who has blocked whoever asks.
    private record Asked(FriendRequest request, boolean hidden) {

        static Asked accepted(Change.Between two) {
            return new Asked(FriendRequest.of(two.run(ACCEPT).getFirst()), false);
        }
    }

    private Asked ask(Change.Between two, String message) {
        Record state = two.run(Friends.STATE).getFirst();
        if (state.get("blocking").isTrue()) {
            throw new HongyanException(ErrorCode.CONFLICT, "You have blocked this person.");
        }
        boolean blocked = state.get("blocked").isTrue();
        if (state.get("friend").isTrue() && state.get("friendOf").isTrue()) {
            return Asked.accepted(two);
        }
        requireRoom(state);
        if (state.get("friendOf").isTrue() && !blocked) {
            Friends.complete(two);
            return Asked.accepted(two);
        }
        boolean wanted = two.reversed().run(PENDING).stream()
                .anyMatch(row -> !row.get("request").get("hidden").isTrue());
        if (wanted && !blocked) {
            requireRoomForBoth(state);
            Friends.befriend(two);
            two.reversed().run(ACCEPT);
            return Asked.accepted(two);
        }
        long expiresAt = clock.millis() + life.toMillis();
        Record made = two.run(ASK, Map.of("message", message, "hidden", blocked, "expiresAt", expiresAt))
                .getFirst();
        return new Asked(FriendRequest.of(made).toItsMaker(), blocked);
    }

    /// Makes friends of the two whom a request is about.
    ///
    /// @throws HongyanException `notFound` for a request to somebody else, or that a block has to do with; `gone`
    ///     for one that is over; `conflict` where one of them has as many contacts as one may have
    FriendRequest accept(UserId user, String id) {
        FriendRequest request = received(user, id);
        FriendRequest accepted = change.make(request.from(), user, two -> {
            Record row = stillThere(two, request);
            if (FriendRequest.of(row).state() == State.PENDING) {
                Record state = two.run(Friends.STATE).getFirst();
                requireSeen(row, state);
                requireLive(row);
                requireRoomForBoth(state);
                Friends.befriend(two);
                return FriendRequest.of(two.run(ACCEPT).getFirst());
            }
            return answeredBefore(row, State.ACCEPTED);
        });
        news.changed(List.of(request.from(), user));
        return accepted;
    }

    /// Answers a request with no, of which whoever made it isn't told.
    ///
    /// @throws HongyanException `notFound` or `gone` as [#accept]
    FriendRequest decline(UserId user, String id) {
        FriendRequest request = received(user, id);
        FriendRequest declined = change.make(request.from(), user, two -> {
            Record row = stillThere(two, request);
            if (FriendRequest.of(row).state() == State.PENDING) {
                requireSeen(row, two.run(Friends.STATE).getFirst());
                requireLive(row);
                return FriendRequest.of(two.run(DECLINE).getFirst());
            }
            return answeredBefore(row, State.DECLINED);
        });
        news.changed(List.of(user));
        return declined;
    }

    /// Takes back what `user` asked; nothing where that is over.
    void withdraw(UserId user, String id) {
        find(id).filter(request -> request.from().equals(user)).ifPresent(request -> {
            List<Record> gone = change.make(user, request.to(), two -> two.run(WITHDRAW));
            boolean wasSeen = gone.stream().anyMatch(row -> !row.get("hidden").isTrue());
            news.changed(wasSeen ? List.of(user, request.to()) : List.of(user));
        });
    }

    /// What others have asked `user`, the newest first.
    Page<FriendRequest> incoming(UserId user, int size, @Nullable String cursor) {
        return page(INCOMING, user, size, cursor);
    }

    /// What `user` has asked others, the newest first.
    Page<FriendRequest> outgoing(UserId user, int size, @Nullable String cursor) {
        Page<FriendRequest> page = page(OUTGOING, user, size, cursor);
        return new Page<>(page.items().stream().map(FriendRequest::toItsMaker).toList(), page.nextCursor());
    }

    private Page<FriendRequest> page(String cypher, UserId user, int size, @Nullable String cursor) {
        List<FriendRequest> found = graph.read(
                cypher,
                Map.of(
                        "user",
                        user.value(),
                        "before",
                        Cursors.before(cursor),
                        "now",
                        clock.millis(),
                        "limit",
                        size + 1),
                FriendRequest::of);
        return Cursors.page(found, size, FriendRequest::id);
    }

    private FriendRequest received(UserId user, String id) {
        return find(id).filter(request -> request.to().equals(user)).orElseThrow(FriendRequests::noSuchRequest);
    }

    private Optional<FriendRequest> find(String id) {
        return Cursors.number(id)
                .flatMap(number -> graph.read(FIND, Map.of("id", number), FriendRequest::of).stream()
                        .findFirst());
    }

    /// As it is now that both are locked.
    private static Record stillThere(Change.Between two, FriendRequest request) {
        return two.run(BETWEEN).stream()
                .filter(row -> FriendRequest.of(row).id().equals(request.id()))
                .findFirst()
                .orElseThrow(FriendRequests::noSuchRequest);
    }

    /// Whoever isn't shown a request can't answer it either, and one's block isn't told to the other: it isn't there.
    private static void requireSeen(Record row, Record state) {
        if (row.get("request").get("hidden").isTrue()
                || state.get("blocking").isTrue()
                || state.get("blocked").isTrue()) {
            throw noSuchRequest();
        }
    }

    /// Refuses where whoever asks has no room for the other, and doesn't have them yet.
    private void requireRoom(Record state) {
        if (!state.get("friend").isTrue()) {
            Change.requireRoom(state.get("contacts").asLong(), limit, "contacts");
        }
    }

    /// The same for both, who are about to have each other.
    private void requireRoomForBoth(Record state) {
        requireRoom(state);
        if (!state.get("friendOf").isTrue()) {
            Change.requireRoom(state.get("contactsOfOther").asLong(), limit, "contacts");
        }
    }

    private void requireLive(Record row) {
        if (!FriendRequest.of(row).expiresAt().isAfter(clock.instant())) {
            throw new HongyanException(ErrorCode.GONE, "This request has expired.");
        }
    }

    private static FriendRequest answeredBefore(Record row, State wanted) {
        FriendRequest request = FriendRequest.of(row);
        if (request.state() != wanted) {
            throw new HongyanException(ErrorCode.GONE, "This request was answered already.");
        }
        return request;
    }

    private static HongyanException noSuchRequest() {
        return HongyanException.notFound("There is no such request.");
    }
}
