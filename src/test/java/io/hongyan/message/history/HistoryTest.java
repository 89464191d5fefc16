package io.hongyan.message.history;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.mailbox.Preview;
import io.hongyan.mailbox.Timeline;
import io.hongyan.message.EncodedEntry;
import io.hongyan.message.Entries;
import io.hongyan.message.SentBefore;
import io.hongyan.message.operation.FoundMessage;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.conversation.MessageTarget;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

final class HistoryTest {

    private static final ConversationId CATS = new ConversationId(1);
    private static final ConversationId DOGS = new ConversationId(2);
    private static final UserId SENDER = new UserId(5);

    private final InMemoryTimelines stored = new InMemoryTimelines();
    private final Tail tail = new Tail(1_000, 100_000);
    private final Clock clock = Clock.fixed(Entries.START.plusSeconds(60), ZoneOffset.UTC);
    private final History history = new History(tail, stored, clock);

    HistoryTest() {
        tail.caughtUp();
    }

    @Test
    void aPageHasNoSeamBetweenPostgresqlAndTheTail() {
        for (int seq = 1; seq <= 6; seq++) {
            stored.store(Entries.message(CATS, seq));
        }
        for (int seq = 4; seq <= 10; seq++) {
            tail.appended(Entries.message(CATS, seq), 0, seq);
        }

        HistoryPage page = history.page(CATS, new Range.Newest(), 50, 2);

        assertThat(page.entries()).extracting(EncodedEntry::seq).containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(page.firstSeq()).isEqualTo(2);
        assertThat(page.headSeq()).isEqualTo(10);
    }

    @Test
    void aHoleIsUnavailable() {
        stored.store(Entries.message(CATS, 1));
        tail.appended(Entries.message(CATS, 3), 0, 3);

        assertUnavailable(() -> history.page(CATS, new Range.Newest(), 50, 1));
    }

    @Test
    void nothingIsSaidOfHeadsBeforeTheTailHasCaughtUp() {
        Tail behind = new Tail(1_000, 100_000);
        behind.appended(Entries.message(CATS, 1), 0, 1);
        stored.store(Entries.message(DOGS, 1));
        History early = new History(behind, stored, clock);

        assertUnavailable(() -> early.page(CATS, new Range.Newest(), 50, 1));
        assertUnavailable(() -> early.page(DOGS, new Range.Newest(), 50, 1));
    }

    @Test
    void withPostgresqlDownTheTailAnswersForWhatItHas() {
        stored.goDown();
        tail.appended(Entries.message(CATS, 1), 0, 1);
        tail.appended(Entries.message(DOGS, 7), 0, 2);

        assertThat(history.page(CATS, new Range.Newest(), 50, 1).entries()).hasSize(1);
        assertThat(history.previews(Map.of(CATS, 1L, DOGS, 3L))).containsOnlyKeys(CATS);
        assertUnavailable(() -> history.page(DOGS, new Range.Newest(), 50, 1));
    }

    @Test
    void ordinalsAndPreviewsComeFromBothPlaces() {
        stored.store(Entries.message(CATS, 3));
        tail.appended(Entries.message(DOGS, 4), 0, 1);

        assertThat(history.ordinal(CATS, 3)).hasValue(3);
        assertThat(history.ordinal(DOGS, 4)).hasValue(4);
        assertThat(history.ordinal(DOGS, 9)).isEmpty();
        assertThat(history.previews(Map.of(CATS, 3L, DOGS, 4L)))
                .isEqualTo(Map.of(CATS, new Preview(SENDER, "text", "1/3"), DOGS, new Preview(SENDER, "text", "2/4")));
    }

    @Test
    void anOldClientIdIsFoundWithWhatWasSent() {
        Event.MessageSent sent = Entries.message(CATS, 3);
        stored.store(sent);

        assertThat(history.findSent(CATS, SENDER, sent.clientId()))
                .contains(
                        new SentBefore(sent.messageId(), 3, 3, Instant.ofEpochMilli(sent.at()), sent.content(), null));
        assertThat(history.findSent(CATS, SENDER, "another")).isEmpty();
        assertThat(history.findSent(DOGS, SENDER, sent.clientId())).isEmpty();
    }

    @Test
    void noClientIdIsCalledNewWhilePostgresqlIsFarBehind() {
        tail.appended(Entries.message(CATS, 1, Entries.START.minus(Duration.ofHours(1))), 0, 1);

        assertUnavailable(() -> history.findSent(DOGS, SENDER, "client"));

        tail.confirmed(Map.of(0, 2L));
        assertThat(history.findSent(DOGS, SENDER, "client")).isEmpty();
    }

    @Test
    void aPreviewShowsHowATextBegins() {
        String text = "🪿".repeat(300);
        Content content = new Content("text", "{\"text\":\"" + text + "\"}", null, Mentions.NOBODY);
        stored.store(new Event.MessageSent(CATS, 1, 1, 0, SENDER, new MessageId(1), "client-1", content));

        assertThat(history.previews(Map.of(CATS, 1L)))
                .containsExactly(entry(CATS, new Preview(SENDER, "text", "🪿".repeat(MessagePreview.MAX_TEXT))));
    }

    @Test
    void aMarkWaitsForAnEntryThatIsOnItsWay() throws InterruptedException {
        tail.appended(Entries.message(CATS, 1), 0, 1);
        Thread feed = Thread.ofVirtual().start(() -> tail.appended(Entries.message(CATS, 2), 0, 2));

        assertThat(history.reach(CATS, 2)).isEqualTo(new Timeline.Point(2, 2));
        assertThat(history.reach(CATS, 1)).isEqualTo(new Timeline.Point(1, 1));
        feed.join();
    }

    @Test
    void aMarkBeyondTheHeadReachesTheHead() {
        stored.store(Entries.message(CATS, 1));

        assertThat(history.reach(CATS, 9)).isEqualTo(new Timeline.Point(1, 1));
        assertThat(history.reach(DOGS, 9)).isEqualTo(new Timeline.Point(0, 0));
    }

    private static void assertUnavailable(Runnable call) {
        assertThatExceptionOfType(HongyanException.class)
                .isThrownBy(call::run)
                .extracting(HongyanException::code)
                .isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void aRecalledMessageIsShownWithoutWhatItSaidWhereverItIs() {
        stored.store(Entries.message(CATS, 1));
        stored.store(Entries.message(CATS, 2));
        hear(Entries.message(CATS, 2), 0);
        hear(Entries.message(CATS, 3), 1);

        hear(Entries.recall(CATS, 4, 1), 2);
        hear(Entries.recall(CATS, 5, 3), 3);

        List<String> shown = history.page(CATS, new Range.Newest(), 50, 1).entries().stream()
                .map(EncodedEntry::toString)
                .toList();
        assertThat(shown.get(0)).contains("\"recalled\":true").doesNotContain("body");
        assertThat(shown.get(1)).contains("\"body\":{\"text\":\"1/2\"}").doesNotContain("recalled");
        assertThat(shown.get(2)).contains("\"recalled\":true").doesNotContain("body");
        assertThat(shown.get(4)).contains("\"type\":\"recall\"", "\"target\":3").doesNotContain("body");
        assertThat(history.previews(Map.of(CATS, 1L))).containsExactly(entry(CATS, new Preview(SENDER, "text", null)));
    }

    @Test
    void aMessageToBeRecalledIsFoundWithWhatTheLogHasToKnowOfIt() {
        Event.MessageSent message = Entries.message(CATS, 1);
        stored.store(message);
        hear(Entries.message(CATS, 2), 0);
        stored.store(Entries.recall(CATS, 3, 2));
        hear(Entries.recall(CATS, 3, 2), 1);

        assertThat(history.findMessage(CATS, 1))
                .contains(new FoundMessage(
                        new MessageTarget(1, 1, message.at(), SENDER, Mentions.NOBODY), "text", false, null));
        assertThat(history.findMessage(CATS, 3)).isEmpty();
        assertThat(history.findMessage(DOGS, 1)).isEmpty();
    }

    private void hear(Event event, long offset) {
        tail.appended(event, 0, offset);
    }
}
