package io.hongyan.relation.bench;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

final class CrowdTest {

    private static final int PEOPLE = 2_000;
    private static final long RELATIONS = 100_000;

    private final Crowd crowd = new Crowd(PEOPLE, RELATIONS, 1);

    @Test
    void hasAboutAsManyRelationsAsItShould() {
        long follows = IntStream.range(0, PEOPLE)
                .mapToLong(person -> crowd.followees(person).size())
                .sum();
        long friends = IntStream.range(0, PEOPLE)
                .mapToLong(person -> crowd.friends(person).size())
                .sum();

        assertThat(follows + 2 * friends).isCloseTo(RELATIONS, withinPercentage(15));
    }

    @Test
    void followsTheAuthorAndIsSkewed() {
        assertThat(IntStream.range(1, PEOPLE))
                .allMatch(person -> crowd.followees(person).contains(0));
        assertThat(followers(1)).isGreaterThan(10 * followers(PEOPLE - 1));
    }

    @Test
    void isTheSameForTheSameSeedAndNobodyIsTheirOwnFriend() {
        for (int person = 0; person < PEOPLE; person++) {
            assertThat(new Crowd(PEOPLE, RELATIONS, 1).followees(person)).isEqualTo(crowd.followees(person));
            assertThat(crowd.friends(person)).doesNotContain(person).doesNotHaveDuplicates();
            assertThat(crowd.followees(person)).doesNotContain(person).doesNotHaveDuplicates();
        }
    }

    private long followers(int person) {
        return IntStream.range(0, PEOPLE)
                .filter(other -> crowd.followees(other).contains(person))
                .count();
    }
}
