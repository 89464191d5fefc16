package io.hongyan.log;

import io.hongyan.log.SummaryMoves.Moved;
import io.hongyan.streams.id.ConversationId;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class SummaryMovesTest {

    private final SummaryMoves moves = new SummaryMoves(2);

    @Test
    void tellsWhatMovedSinceAndWhere() {
        move(0, 10, 1);
        move(0, 11, 2);
        move(1, 7, 3);

        assertThat(moves.ends()).containsExactly(12L, 8L);
        assertThat(since(0, 0, 10)).isEqualTo(new Moved(ids(1, 2, 3), List.of(12L, 8L), false));
        assertThat(since(11, 8, 10)).isEqualTo(new Moved(ids(2), List.of(12L, 8L), false));
        assertThat(since(12, 8, 10)).isEqualTo(new Moved(ids(), List.of(12L, 8L), false));
    }

    @Test
    void tellsOfEachConversationOnce() {
        move(0, 1, 1);
        move(0, 2, 2);
        move(0, 3, 1);

        assertThat(since(0, 0, 10).conversations()).containsExactlyElementsOf(ids(2, 1));
        assertThat(since(3, 0, 10).conversations()).containsExactlyElementsOf(ids(1));
    }

    @Test
    void goesOnWhereThePageEnded() {
        for (int i = 0; i < 5; i++) {
            move(0, i, 10 + i);
            move(1, i, 20 + i);
        }

        Moved first = since(0, 0, 3);
        assertThat(first).isEqualTo(new Moved(ids(10, 11, 12), List.of(3L, 0L), true));
        Moved second = moves.since(first.offsets(), _ -> true, 3);
        assertThat(second).isEqualTo(new Moved(ids(13, 14, 20), List.of(5L, 1L), true));
        assertThat(moves.since(second.offsets(), _ -> true, 100))
                .isEqualTo(new Moved(ids(21, 22, 23, 24), List.of(5L, 5L), false));
    }

    @Test
    void passesOverWhatIsNotWanted() {
        move(0, 1, 1);
        move(0, 2, 2);

        Moved moved = moves.since(List.of(0L, 0L), conversation -> conversation.value() == 2, 1);

        assertThat(moved).isEqualTo(new Moved(ids(2), List.of(3L, 0L), false));
    }

    /// Another node may have heard of more than this one.
    @Test
    void neverGoesBack() {
        move(0, 1, 1);

        assertThat(since(100, 100, 10)).isEqualTo(new Moved(ids(), List.of(100L, 100L), false));
    }

    private void move(int partition, long offset, long conversation) {
        moves.moved(partition, offset, new ConversationId(conversation));
    }

    private Moved since(long first, long second, int limit) {
        return moves.since(List.of(first, second), _ -> true, limit);
    }

    private static List<ConversationId> ids(long... ids) {
        return LongStream.of(ids).mapToObj(ConversationId::new).toList();
    }
}
