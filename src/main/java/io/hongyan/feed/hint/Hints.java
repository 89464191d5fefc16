package io.hongyan.feed.hint;

import com.google.common.collect.Lists;
import io.dropwizard.lifecycle.Managed;
import io.hongyan.error.HongyanException;
import io.hongyan.feed.post.Visibility;
import io.hongyan.presence.Broadcast;
import io.hongyan.presence.Connected;
import io.hongyan.relation.circle.Circles;
import io.hongyan.relation.permission.Tie;
import io.hongyan.streams.id.UserId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/// Tells those who are connected that there is something new in their home timeline, each no more than once in a while,
/// however many post. Thread-safe.
///
/// Of a small author the followers are looked at whose timelines a post was written into, page by page; of a big one
/// each node looks which of the people connected to it follow the author. Both happens on a thread of its own that does
/// so much and no more a second, and nothing waits for it. A hint is lost while Redis or Neo4j is away, and where there
/// are too many: devices ask when they have connected.
public final class Hints implements Managed {

    private static final Logger log = LoggerFactory.getLogger(Hints.class);

    private static final String SAID = "feed";
    private static final int PARTS = 3;

    private static final long PERIOD_MS = 250;

    /// How many people are asked about together.
    private static final int PAGE = 500;

    /// How many pages are looked at in one turn, how many people told, and for how many of them is counted.
    private static final int PAGES = 10;

    private static final int TOLD = 500;
    private static final int COUNTED = 20;

    /// What waits at most: pages, authors, and people.
    private static final int MAX_PAGES = 200;

    private static final int MAX_AUTHORS = 1_000;
    private static final int MAX_PEOPLE = 100_000;

    private final Gate gate;
    private final Connected connected;
    private final Supplier<Set<UserId>> here;
    private final Circles circles;
    private final ToIntFunction<UserId> unread;
    private final HintListener listener;
    private final Set<Author> authors = new LinkedHashSet<>();
    private final Deque<Page> pages = new ArrayDeque<>();

    /// Only the thread's own.
    private final Map<UserId, Kind> waiting = new LinkedHashMap<>();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("feed-hints").factory());

    /// `here` gives who is connected to this node, and `unread` how many posts somebody hasn't seen.
    public Hints(
            Gate gate,
            Broadcast broadcast,
            Connected connected,
            Supplier<Set<UserId>> here,
            Circles circles,
            ToIntFunction<UserId> unread,
            HintListener listener) {
        this.gate = gate;
        this.connected = connected;
        this.here = here;
        this.circles = circles;
        this.unread = unread;
        this.listener = listener;
        broadcast.listen(this::heard);
    }

    private record Author(UserId user, Visibility visibility) {}

    /// People who may have to be told of an author: followers, or those who are connected here.
    private record Page(Author author, Kind kind, List<UserId> people) {}

    private enum Kind {
        /// By an author whose posts are written: the number is worth telling.
        WRITTEN,
        /// By an author whose posts are read.
        READ
    }

    @Override
    public void start() {
        thread.scheduleWithFixedDelay(this::turn, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        thread.shutdownNow();
    }

    /// A post has been written into the timelines of these followers.
    public void written(UserId author, Visibility visibility, List<UserId> followers) {
        for (List<UserId> some : Lists.partition(followers, PAGE)) {
            add(new Page(new Author(author, visibility), Kind.WRITTEN, some));
        }
    }

    /// What is said to all nodes of a post that followers read from its author.
    public static String word(UserId author, Visibility visibility) {
        return String.join(" ", SAID, author.toString(), visibility.name());
    }

    private void heard(String text) {
        String[] parts = text.split(" ", PARTS);
        if (parts.length == PARTS && parts[0].equals(SAID)) {
            Author author = new Author(UserId.valueOf(parts[1]), Visibility.valueOf(parts[2]));
            synchronized (this) {
                if (authors.size() < MAX_AUTHORS) {
                    authors.add(author);
                }
            }
        }
    }

    private synchronized void add(Page page) {
        if (pages.size() < MAX_PAGES) {
            pages.add(page);
        } else {
            log.debug("too much is posted at once for hints");
        }
    }

    /// The loop's policy: what can't be told now isn't told.
    private void turn() {
        try {
            nextPages().forEach(this::tryToLook);
            tell();
        } catch (JedisException | JdbiException | HongyanException away) {
            log.debug("nobody can be told of posts", away);
        } catch (RuntimeException failure) {
            log.error("nobody is told of posts", failure);
        }
    }

    private void tryToLook(Page page) {
        try {
            look(page);
        } catch (JedisException | JdbiException | HongyanException away) {
            log.debug("some can't be told of a post", away);
        }
    }

    private List<Page> nextPages() {
        List<Page> next = new ArrayList<>();
        synchronized (this) {
            // Of each there is one piece of news, however often they have posted since they were looked at.
            while (pages.size() < PAGES && !authors.isEmpty()) {
                Author author = authors.iterator().next();
                authors.remove(author);
                Lists.partition(List.copyOf(here.get()), PAGE)
                        .forEach(some -> pages.add(new Page(author, Kind.READ, some)));
            }
            while (next.size() < PAGES && !pages.isEmpty()) {
                next.add(pages.remove());
            }
        }
        return next;
    }

    private void look(Page page) {
        Author author = page.author();
        Collection<UserId> people = page.kind() == Kind.WRITTEN ? connected.among(page.people()) : page.people();
        if (page.kind() == Kind.READ || author.visibility() == Visibility.FRIENDS) {
            Map<UserId, Tie> ties = circles.ties(author.user(), people);
            people = ties.entrySet().stream()
                    .filter(other -> other.getValue().followed() && isFor(author.visibility(), other.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
        }
        for (UserId user : people) {
            if (waiting.size() < MAX_PEOPLE) {
                waiting.merge(user, page.kind(), (one, other) -> one == Kind.WRITTEN ? one : other);
            }
        }
    }

    private static boolean isFor(Visibility visibility, Tie tie) {
        return switch (visibility) {
            case EVERYONE -> true;
            case FRIENDS -> tie.friend();
            case SELF -> false;
        };
    }

    /// Whoever was told lately waits on, behind the others.
    private void tell() {
        Map<UserId, Kind> next = new LinkedHashMap<>();
        waiting.entrySet().stream().limit(TOLD).forEach(entry -> next.put(entry.getKey(), entry.getValue()));
        waiting.keySet().removeAll(next.keySet());
        if (next.isEmpty()) {
            return;
        }
        List<UserId> uncounted = new ArrayList<>();
        int counted = 0;
        for (UserId user : gate.pass(next.keySet())) {
            if (next.remove(user) == Kind.WRITTEN && counted < COUNTED) {
                counted++;
                count(user);
            } else {
                uncounted.add(user);
            }
        }
        listener.news(uncounted, null);
        waiting.putAll(next);
    }

    /// Whoever has seen it already isn't told, and without a number whoever's can't be counted now.
    private void count(UserId user) {
        Integer count;
        try {
            count = unread.applyAsInt(user);
        } catch (JedisException | JdbiException | HongyanException away) {
            log.debug("unseen posts can't be counted", away);
            count = null;
        }
        if (count == null || count > 0) {
            listener.news(List.of(user), count);
        }
    }
}
