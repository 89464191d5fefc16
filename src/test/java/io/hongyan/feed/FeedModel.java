package io.hongyan.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What sets say that people are shown, people being numbers.
final class FeedModel {

    private final int bigV;
    private final Set<Pair> follows = new HashSet<>();
    private final Set<Pair> blocks = new HashSet<>();
    private final Set<Pair> contacts = new HashSet<>();
    private final List<Posted> posts = new ArrayList<>();
    private final Map<Integer, Way> wishes = new HashMap<>();
    private final Map<Integer, Long> generations = new HashMap<>();
    private final Set<Way> crossedTo = new HashSet<>();

    /// Authors of more than `bigV` followers are read. The number has to be so small that one follower fewer isn't
    /// few enough to return.
    FeedModel(int bigV) {
        this.bigV = bigV;
    }

    /// Who pays for an author's posts.
    enum Way {
        WRITE,
        READ
    }

    record Posted(
            String id,
            int author,
            String visibility,
            @Nullable String repostOf) {}

    private record Pair(int one, int other) {

        Pair reversed() {
            return new Pair(other, one);
        }
    }

    boolean areApart(int one, int other) {
        Pair pair = new Pair(one, other);
        return blocks.contains(pair) || blocks.contains(pair.reversed());
    }

    void follow(int one, int other) {
        follows.add(new Pair(one, other));
    }

    void unfollow(int one, int other) {
        follows.remove(new Pair(one, other));
    }

    void block(int one, int other) {
        Pair pair = new Pair(one, other);
        blocks.add(pair);
        follows.removeAll(Set.of(pair, pair.reversed()));
    }

    void unblock(int one, int other) {
        blocks.remove(new Pair(one, other));
    }

    void befriend(int one, int other) {
        contacts.addAll(Set.of(new Pair(one, other), new Pair(other, one)));
    }

    void remove(int one, int other) {
        contacts.remove(new Pair(one, other));
    }

    /// An administrator's word, which is null for none.
    void override(int author, @Nullable Way way) {
        if (way == null) {
            wishes.remove(author);
        } else {
            wishes.put(author, way);
        }
    }

    void post(Posted post) {
        posts.add(post);
        Way before = way(post.author());
        Way now = wishes.getOrDefault(post.author(), byFollowers(post.author(), before));
        if (now != before) {
            generations.merge(post.author(), 1L, Long::sum);
            if (!wishes.containsKey(post.author())) {
                crossedTo.add(now);
            }
        }
    }

    private Way way(int author) {
        return generation(author) % 2 == 0 ? Way.WRITE : Way.READ;
    }

    private Way byFollowers(int author, Way before) {
        long followers = follows.stream().filter(pair -> pair.other() == author).count();
        if (followers == bigV) {
            return before;
        }
        return followers > bigV ? Way.READ : Way.WRITE;
    }

    void delete(Posted post) {
        posts.remove(post);
    }

    /// How often an author's way has changed.
    long generation(int author) {
        return generations.getOrDefault(author, 0L);
    }

    /// Which ways authors have come to by the number of their followers alone.
    Set<Way> crossedTo() {
        return Set.copyOf(crossedTo);
    }

    /// The first post of an author that is there.
    @Nullable
    Posted first(int author) {
        return posts.stream()
                .filter(post -> post.author() == author)
                .findFirst()
                .orElse(null);
    }

    /// All that are there, and that `reader` sees.
    List<Posted> seen(int reader) {
        return posts.stream().filter(post -> sees(reader, post)).toList();
    }

    private boolean sees(int reader, Posted post) {
        int author = post.author();
        if (reader == author) {
            return true;
        }
        return !areApart(reader, author)
                && switch (post.visibility()) {
                    case "everyone" -> true;
                    case "friends" -> contacts.contains(new Pair(author, reader));
                    default -> false;
                };
    }

    /// The posts that those of a home timeline hand on, as far as `reader` sees them.
    List<String> originals(int reader) {
        Set<String> seen = seen(reader).stream().map(Posted::id).collect(Collectors.toSet());
        return home(reader).stream()
                .map(Posted::repostOf)
                .filter(id -> id != null && seen.contains(id))
                .toList();
    }

    /// A home timeline, the newest first.
    List<Posted> home(int reader) {
        return seen(reader).reversed().stream()
                .filter(post -> post.author() == reader || follows.contains(new Pair(reader, post.author())))
                .toList();
    }

    List<String> homeIds(int reader) {
        return home(reader).stream().map(Posted::id).toList();
    }

    /// What `reader` sees of one author, the newest first.
    List<String> ids(int reader, int author) {
        return seen(reader).reversed().stream()
                .filter(post -> post.author() == author)
                .map(Posted::id)
                .toList();
    }

    /// How many of a home timeline are of others.
    int unread(int reader) {
        return (int)
                home(reader).stream().filter(post -> post.author() != reader).count();
    }
}
