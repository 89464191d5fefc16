package io.hongyan.feed.timeline;

import io.hongyan.relation.circle.Circles;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.id.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/// Says where the posts are that belong into a timeline. Thread-safe.
///
/// Small authors' are in the reader's timeline in Redis, those on their way are noted in PostgreSQL, and big authors'
/// are read from their own. The notes are read before Redis: what isn't among them any more is in Redis by then.
public final class Sources {

    /// With so many posts on their way the copy in Redis helps nobody.
    private static final int UNFINISHED = 1_000;

    private final TimelineRepository stored;
    private final Timelines timelines;
    private final Circles circles;

    public Sources(Jdbi jdbi, Timelines timelines, Circles circles) {
        this.stored = jdbi.onDemand(TimelineRepository.class);
        this.timelines = timelines;
        this.circles = circles;
    }

    /// An author's own timeline, or that of several.
    Source of(Set<UserId> authors) {
        return new Authors(stored, authors);
    }

    /// Those of a home timeline below `before`: of whom the user follows, and their own.
    ///
    /// @throws HongyanException `unavailable`
    List<Source> home(UserId user, long before) {
        List<Source> sources = new ArrayList<>(followed(user, before));
        sources.add(of(Set.of(user)));
        return sources;
    }

    /// Those of whom the user follows, below `before`.
    ///
    /// @throws HongyanException `unavailable`
    List<Source> followed(UserId user, long before) {
        SortedMap<UserId, Long> written = new TreeMap<>(circles.followees(user).numbers());
        Map<UserId, Long> generations = stored.generations(written.keySet()).stream()
                .collect(Collectors.toMap(
                        TimelineRepository.Generation::author, TimelineRepository.Generation::generation));
        Set<UserId> big = new HashSet<>();
        generations.forEach((author, generation) -> {
            if (FanoutState.mode(generation) == FanoutMode.READ) {
                big.add(author);
            }
        });
        written.keySet().removeAll(big);
        List<Entry> unfinished = stored.unfinished(written.keySet(), UNFINISHED);
        Source copy = unfinished.size() < UNFINISHED
                ? copy(user, written.keySet(), Print.of(written, generations), before)
                : of(written.keySet());
        return List.of(copy, new Listed(unfinished), of(big));
    }

    /// The timeline in Redis; who begins to read has it made where there is none.
    private Source copy(UserId user, Collection<UserId> authors, String print, long before) {
        if (before == Long.MAX_VALUE) {
            if (timelines.read(user, print, before, 1).isEmpty()) {
                Part made = timelines.make(user, print, () -> newest(authors));
                return new Copy((below, limit) -> Optional.of(made.below(below, limit)), Set.copyOf(authors), stored);
            }
            timelines.keep(user);
        }
        return new Copy((below, limit) -> timelines.read(user, print, below, limit), Set.copyOf(authors), stored);
    }

    private Part newest(Collection<UserId> authors) {
        int length = timelines.length();
        List<Entry> newest = of(Set.copyOf(authors)).below(Long.MAX_VALUE, length);
        return new Part(
                newest, newest.size() < length ? 0 : newest.getLast().post().value() - 1);
    }
}
