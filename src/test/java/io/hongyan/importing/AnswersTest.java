package io.hongyan.importing;

import io.hongyan.streams.conversation.Outcome;
import io.hongyan.streams.conversation.Refusal;
import io.hongyan.streams.log.ReplyTo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class AnswersTest {

    private static final Outcome DONE = new Outcome.Unchanged(1);
    private static final Outcome REFUSED = new Outcome.Refused(Refusal.CONFLICT, "it is full");

    private final Answers answers = new Answers(Duration.ofMinutes(1));
    private final List<String> refusals = new ArrayList<>();

    @Test
    void eachRefusalIsToldToItsCommand() {
        ReplyTo first = answers.expect(reason -> refusals.add("first: " + reason));
        ReplyTo second = answers.expect(reason -> refusals.add("second: " + reason));
        ReplyTo third = answers.expect(reason -> refusals.add("third: " + reason));
        answers.tell(third, new Outcome.Refused(Refusal.NOT_FOUND, "there is no such conversation"));
        answers.tell(first, DONE);
        answers.tell(second, REFUSED);

        answers.await(0);

        assertThat(refusals)
                .containsExactly("third: the group has been dissolved", "second: the server refuses it: it is full");
        assertThat(answers.givenUp()).isZero();
    }

    @Test
    void someMayStayOpen() {
        ReplyTo first = answers.expect(refusals::add);
        answers.expect(refusals::add);
        answers.tell(first, REFUSED);

        answers.await(1);

        assertThat(refusals).hasSize(1);
    }

    @Test
    void whatIsForOthersAndWhatComesTwiceIsPassedOver() {
        ReplyTo ours = answers.expect(refusals::add);
        answers.tell(new ReplyTo("node-1", ours.request()), REFUSED);
        answers.tell(ours, DONE);
        answers.tell(ours, REFUSED);
        answers.await(0);
        answers.tell(answers.expect(refusals::add), DONE);

        answers.await(0);

        assertThat(refusals).isEmpty();
    }

    @Test
    void whereNobodyAnswersNothingIsAwaitedAnyMore() {
        Answers nobodys = new Answers(Duration.ofMillis(1));
        nobodys.expect(refusals::add);
        ReplyTo late = nobodys.expect(refusals::add);

        nobodys.await(0);
        nobodys.tell(late, REFUSED);
        nobodys.expect(refusals::add);
        nobodys.await(0);

        assertThat(refusals).isEmpty();
        assertThat(nobodys.givenUp()).isEqualTo(3);
    }
}
