package io.hongyan.relation.bench;

import io.hongyan.streams.id.UserId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Generated people and what they are to each other, the same for the same seed.
///
/// Everybody follows the first one, the author. Whom else they follow is skewed: few have many followers. Friends live
/// near each other, so that friends have friends in common, and one in a hundred has ten times as many.
record Crowd(int people, long relations, long seed) {

    /// Above every id that is ever made, so that nobody real is among them.
    private static final long FIRST = 8_000_000_000_000_000_000L;

    private static final double FOLLOWING_SHARE = 0.6;
    private static final int SKEW = 4;
    private static final int SOCIABLE_EVERY = 100;
    private static final int SOCIABLE_TIMES = 10;
    private static final int NEAR = 20;

    static UserId person(int index) {
        return new UserId(FIRST + index);
    }

    static UserId author() {
        return person(0);
    }

    UserId anybody(Random random) {
        return person(1 + random.nextInt(people - 1));
    }

    /// Somebody so near that the two may be friends, or have friends in common.
    UserId neighbour(UserId person, Random random) {
        int index = (int) (person.value() - FIRST);
        return person((index + 1 + random.nextInt(NEAR)) % people);
    }

    /// Whom the person follows.
    List<Integer> followees(int index) {
        Random random = random(index, 1);
        long all = (long) (relations * FOLLOWING_SHARE) - people;
        Set<Integer> chosen = new LinkedHashSet<>();
        if (index != 0) {
            chosen.add(0);
        }
        int wanted = Math.min(people / 2, share(all, random));
        while (chosen.size() < wanted) {
            int other = (int) (people * Math.pow(random.nextDouble(), SKEW));
            if (other != index) {
                chosen.add(other);
            }
        }
        return new ArrayList<>(chosen);
    }

    /// Friends whose friendship this person begins: each two are friends once.
    List<Integer> friends(int index) {
        Random random = random(index, 2);
        long pairs = (long) (relations * (1 - FOLLOWING_SHARE)) / 2;
        int wanted = share(pairs, random);
        int reach = 2 * NEAR;
        if (index % SOCIABLE_EVERY == 0) {
            wanted *= SOCIABLE_TIMES;
            reach *= SOCIABLE_TIMES;
        }
        reach = Math.min(reach, (people - 1) / 2);
        Set<Integer> chosen = new LinkedHashSet<>();
        while (chosen.size() < Math.min(wanted, reach / 2)) {
            chosen.add((index + 1 + random.nextInt(reach)) % people);
        }
        return new ArrayList<>(chosen);
    }

    /// Spread, because neighbouring seeds begin with nearly the same numbers.
    private Random random(int index, int purpose) {
        return new Random((seed + 3L * index + purpose) * 0x9E3779B97F4A7C15L);
    }

    /// Half as many as everybody's share to one and a half times as many.
    private int share(long all, Random random) {
        double mean = Math.max(0, (double) all / people);
        return (int) Math.round(mean * (0.5 + random.nextDouble()));
    }
}
