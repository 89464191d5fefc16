package io.hongyan.feed.timeline;

import com.google.common.collect.Lists;
import com.google.common.io.Resources;
import io.hongyan.infra.Outage;
import io.hongyan.streams.id.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;

/// The timelines in Redis, of those who have looked at theirs lately. Thread-safe.
///
/// A timeline may be gone at any time; whether one that is there can be relied on it says itself.
public final class Timelines {

    private static final String BEGIN = script("timeline_begin.lua");
    private static final String FINISH = script("timeline_finish.lua");
    private static final String ADD = script("timeline_add.lua");
    private static final String READ = script("timeline_read.lua");
    private static final String RUN = script("timeline_run.lua");

    /// How long whoever makes a timeline may take.
    private static final Duration MAKING = Duration.ofMinutes(1);

    /// To how many timelines a post is added in one script, while Redis does nothing else.
    private static final int TOGETHER = 50;

    private final RedisClient redis;
    private final int length;
    private final Duration life;
    private final Outage outage = new Outage("The feed", "Redis");

    public Timelines(RedisClient redis, int length, Duration life) {
        this.redis = redis;
        this.length = length;
        this.life = life;
    }

    private static String script(String name) {
        try {
            return Resources.toString(Resources.getResource(Timelines.class, "/redis/" + name), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /// How many posts a timeline has.
    int length() {
        return length;
    }

    /// At most `limit` posts below `before`; empty where there is no timeline of this print.
    Optional<Part> read(UserId user, String print, long before, int limit) {
        try {
            List<?> found = (List<?>)
                    redis.eval(READ, List.of(key(user)), List.of(print, Entry.padded(before), Integer.toString(limit)));
            outage.isOver();
            return found.isEmpty() ? Optional.empty() : Optional.of(part(found));
        } catch (JedisException away) {
            outage.goesOn(away);
            return Optional.empty();
        }
    }

    private static Part part(List<?> found) {
        List<Entry> entries = found.subList(1, found.size()).stream()
                .map(member -> Entry.parse((String) member))
                .toList();
        return new Part(entries, Long.parseLong((String) found.getFirst()));
    }

    /// Makes a timeline of the posts that `posts` gives, which has to read them after it was called: whatever is
    /// published meanwhile is added. Gives them also where Redis doesn't take them.
    Part make(UserId user, String print, Supplier<Part> posts) {
        String token = UUID.randomUUID().toString();
        try {
            String run = (String) redis.eval(RUN, List.of(), List.of());
            redis.eval(BEGIN, List.of(key(user)), List.of(token, Long.toString(MAKING.toMillis())));
            Part made = posts.get();
            List<String> arguments = new ArrayList<>(
                    List.of(token, Entry.padded(made.floor()), run + ":" + print, Long.toString(life.toMillis())));
            made.entries().forEach(entry -> arguments.add(entry.member()));
            redis.eval(FINISH, List.of(key(user)), arguments);
            return made;
        } catch (JedisException away) {
            outage.goesOn(away);
            return posts.get();
        }
    }

    /// Keeps a timeline that is read for longer.
    void keep(UserId user) {
        try {
            redis.pexpire(key(user), life.toMillis());
        } catch (JedisException away) {
            outage.goesOn(away);
        }
    }

    /// Adds a post to the timelines of those who have one; what is added again changes nothing.
    ///
    /// @throws JedisException if Redis doesn't take it; any part may be there then, and all may be repeated
    public void add(Entry entry, Collection<UserId> users) {
        List<String> arguments = List.of(entry.member(), Integer.toString(length));
        List<String> keys = users.stream().map(Timelines::key).toList();
        try (AbstractPipeline pipeline = redis.pipelined()) {
            List<Response<Object>> answers = Lists.partition(keys, TOGETHER).stream()
                    .map(some -> pipeline.eval(ADD, some, arguments))
                    .toList();
            pipeline.sync();
            answers.forEach(Response::get);
        }
    }

    private static String key(UserId user) {
        return "feed:" + user;
    }
}
