package io.hongyan.sync.inbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.io.Resources;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.resps.StreamEntry;

import static java.util.Objects.requireNonNull;

/// The inboxes as streams of Redis, one a user, trimmed to a length and an age. Thread-safe.
public final class RedisInbox implements Inbox {

    private static final Logger log = LoggerFactory.getLogger(RedisInbox.class);

    /// What Redis says to an id at or below the last one.
    private static final String KNOWN_ALREADY = "equal or smaller";

    /// All parts of a reference are in one field: each further field is two arguments more of every command.
    private static final String FIELD = "r";

    /// The age of an inbox is looked at again after this part of the greatest age.
    private static final int LOOKS_AN_AGE = 16;

    private static final int MAX_REMEMBERED = 100_000;
    private static final String FORGET = script("inbox_forget.lua");

    private final RedisClient redis;
    private final int maxLength;
    private final Duration maxAge;
    private final Clock clock;
    private final Function<UserId, String> keys;

    /// Whose inbox was looked at lately for what is too old in it.
    private final Cache<UserId, Boolean> lookedAt;

    public RedisInbox(RedisClient redis, int maxLength, Duration maxAge, Clock clock) {
        this(redis, maxLength, maxAge, clock, RedisKeys::inbox);
    }

    /// Inboxes under other keys.
    RedisInbox(RedisClient redis, int maxLength, Duration maxAge, Clock clock, Function<UserId, String> keys) {
        this.keys = keys;
        this.redis = redis;
        this.maxLength = maxLength;
        this.maxAge = maxAge;
        this.clock = clock;
        this.lookedAt = Caffeine.newBuilder()
                .expireAfterWrite(maxAge.dividedBy(LOOKS_AN_AGE))
                .maximumSize(MAX_REMEMBERED)
                .build();
    }

    static String script(String name) {
        try {
            return Resources.toString(
                    Resources.getResource(RedisInbox.class, "/redis/" + name), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /// All in one pipeline.
    ///
    /// @throws JedisException if Redis doesn't take it in; any part may be there then, and all may be repeated
    @Override
    public void append(List<Filed> references) {
        List<Response<StreamEntryID>> added = new ArrayList<>(references.size());
        List<Response<?>> trimmed = new ArrayList<>();
        Set<UserId> users = new HashSet<>();
        try (Pipeline pipeline = redis.pipelined()) {
            for (Filed filed : references) {
                added.add(add(pipeline, filed));
                users.add(filed.user());
            }
            for (UserId user : users) {
                trimmed.add(pipeline.pexpire(keys.apply(user), maxAge.toMillis()));
                if (lookedAt.getIfPresent(user) == null) {
                    trimmed.add(forget(pipeline, user));
                }
            }
            pipeline.sync();
        }
        added.forEach(RedisInbox::check);
        trimmed.forEach(Response::get);
        users.forEach(user -> lookedAt.put(user, true));
    }

    private Response<StreamEntryID> add(Pipeline pipeline, Filed filed) {
        Reference reference = filed.reference();
        XAddParams how = XAddParams.xAddParams()
                .id(id(reference.epoch(), reference.position()))
                .maxLen(maxLength)
                .approximateTrimming();
        Map<String, String> fields = Map.of(
                FIELD,
                letter(reference.kind())
                        + ' '
                        + reference.conversation().value()
                        + ' '
                        + reference.seq()
                        + ' '
                        + reference.ordinal()
                        + ' '
                        + reference.at());
        return pipeline.xadd(keys.apply(filed.user()), how, fields);
    }

    private static void check(Response<StreamEntryID> added) {
        try {
            added.get();
        } catch (JedisDataException refused) {
            if (!String.valueOf(refused.getMessage()).contains(KNOWN_ALREADY)) {
                throw refused;
            }
        }
    }

    /// Forgets what is too old.
    private Response<Object> forget(Pipeline pipeline, UserId user) {
        long oldest = clock.millis() - maxAge.toMillis();
        return pipeline.eval(FORGET, List.of(keys.apply(user)), List.of(Long.toString(oldest)));
    }

    @Override
    public Optional<List<Reference>> range(UserId user, int epoch, long after, long to, int limit) {
        try {
            List<StreamEntry> found = redis.xrange(keys.apply(user), id(epoch, after + 1), id(epoch, to), limit);
            boolean isOurs = found.stream().allMatch(entry -> entry.getFields().containsKey(FIELD));
            // What an older program has written is as good as lost.
            return isOurs
                    ? Optional.of(found.stream().map(RedisInbox::reference).toList())
                    : Optional.empty();
        } catch (JedisException away) {
            // The writer tells that Redis is away.
            log.debug("an inbox can't be read", away);
            return Optional.empty();
        }
    }

    private static Reference reference(StreamEntry entry) {
        String[] parts = requireNonNull(entry.getFields().get(FIELD), FIELD).split(" ", -1);
        return new Reference(
                Math.toIntExact(entry.getID().getTime()),
                entry.getID().getSequence(),
                kind(parts[0]),
                new ConversationId(Long.parseLong(parts[1])),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]));
    }

    private static StreamEntryID id(int epoch, long position) {
        return new StreamEntryID(epoch, position);
    }

    private static String letter(Reference.Kind kind) {
        return switch (kind) {
            case ENTRY -> "e";
            case LEFT -> "l";
            case MARK -> "m";
        };
    }

    private static Reference.Kind kind(String letter) {
        return switch (letter) {
            case "e" -> Reference.Kind.ENTRY;
            case "l" -> Reference.Kind.LEFT;
            case "m" -> Reference.Kind.MARK;
            default -> throw new IllegalArgumentException("an inbox has no " + letter);
        };
    }
}
