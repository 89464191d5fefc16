package io.hongyan.sdk.timeline;

import io.hongyan.sdk.model.Counts;
import io.hongyan.sdk.model.Marked;
import io.hongyan.sdk.model.Unread;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class UnreadStateTest {

    private final UnreadState state = new UnreadState();

    private static Unread.Item item(String id, long unread) {
        return new Unread.Item(id, unread, 0, false);
    }

    private static Counts total(long unread) {
        return new Counts(unread, 0);
    }

    @Test
    void aHigherVersionReplacesWhatItNames() {
        state.all(new Unread(total(5), List.of(item("71", 3), item("72", 2)), 10));

        assertThat(state.changed(List.of(item("72", 4)), total(7), 11))
                .contains(new Unread(total(7), List.of(item("71", 3), item("72", 4)), 11));
    }

    @Test
    void theSameAndALowerVersionChangeNothing() {
        state.all(new Unread(total(3), List.of(item("71", 3)), 10));

        assertThat(state.changed(List.of(item("71", 9)), total(9), 10)).isEmpty();
        assertThat(state.changed(List.of(item("71", 9)), total(9), 9)).isEmpty();
        assertThat(state.all(new Unread(total(9), List.of(item("71", 9)), 9))).isEmpty();
        assertThat(state.changed(List.of(), total(3), 11)).contains(new Unread(total(3), List.of(item("71", 3)), 11));
    }

    @Test
    void whatIsReadIsListedNoMore() {
        state.all(new Unread(total(5), List.of(item("71", 3), item("72", 2)), 10));

        assertThat(state.marked("71", new Marked(0, 0, total(2), 11), null))
                .contains(new Unread(total(2), List.of(item("72", 2)), 11));
    }

    @Test
    void anAnswerToAMarkKeepsWhatIsMuted() {
        state.learn("71", true);

        assertThat(state.marked("71", new Marked(1, 0, total(0), 3), null))
                .contains(new Unread(total(0), List.of(new Unread.Item("71", 1, 0, true)), 3));
        assertThat(state.marked("71", new Marked(1, 0, total(1), 4), false))
                .contains(new Unread(total(1), List.of(item("71", 1)), 4));
    }

    @Test
    void everythingReplacesEverything() {
        state.all(new Unread(total(5), List.of(item("71", 3), item("72", 2)), 10));

        assertThat(state.all(new Unread(total(1), List.of(item("73", 1)), 10)))
                .contains(new Unread(total(1), List.of(item("73", 1)), 10));
    }
}
