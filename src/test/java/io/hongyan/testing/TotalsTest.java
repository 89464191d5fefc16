package io.hongyan.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.infra.Json;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What holds every other test's answers against their promises finds what breaks them.
final class TotalsTest {

    private final Queue<String> violations = new ArrayDeque<>();
    private final Totals totals = new Totals(violations);

    @Test
    void anAnswerWhoseTotalIsItsSumIsRight() throws JsonProcessingException {
        totals.answered(json("""
                        {"total": {"unread": 3, "mentions": 1}, "version": 5, "conversations": [
                          {"id": "1", "unread": 3, "mentions": 1, "muted": false},
                          {"id": "2", "unread": 4, "mentions": 2, "muted": true}]}"""), true, 5);

        assertThat(violations).isEmpty();
        assertThat(totals.version()).isEqualTo(5);
    }

    @Test
    void anAnswerWhoseTotalIsNotItsSumIsFound() throws JsonProcessingException {
        JsonNode wrong = json("""
                {"total": {"unread": 4, "mentions": 0}, "items": [{"id": "1", "unread": 3, "mentions": 0}]}""");

        totals.answered(wrong, false, 0);
        assertThat(violations).isEmpty();
        totals.answered(wrong, true, 0);

        assertThat(violations).singleElement().asString().startsWith("the sum isn't the total");
    }

    @Test
    void aVersionThatFallsIsFound() throws JsonProcessingException {
        totals.answered(json("""
                {"total": {"unread": 0, "mentions": 0}, "version": 4}"""), true, 5);

        assertThat(violations).singleElement().asString().startsWith("the version falls from 5");
    }

    @Test
    void framesMayLeaveOutWhatHasNotChanged() throws JsonProcessingException {
        totals.told(frame(1, 7));
        totals.told(frame(2, 8, 3));
        totals.told(frame(3, 6, 1));

        assertThat(violations).isEmpty();
    }

    @Test
    void aFrameWhoseTotalChangesByOtherThanItsConversationsIsFound() throws JsonProcessingException {
        totals.told(frame(1, 7, 2));
        totals.told(frame(2, 7, 3));

        assertThat(violations).singleElement().asString().startsWith("the total has Counts[unread=4");
    }

    @Test
    void aFrameWhoseVersionFallsIsFound() throws JsonProcessingException {
        totals.told(frame(2, 7, 2));
        totals.told(frame(1, 7, 2));

        assertThat(violations).singleElement().asString().startsWith("the version falls from 2");
    }

    @Test
    void aMarkWhoseTotalIsNotThatOfItsVersionIsFound() throws JsonProcessingException {
        totals.told(frame(5, 7, 2));
        totals.answered(json("""
                {"t": "ok", "unread": 2, "mentions": 0, "total": {"unread": 7, "mentions": 0}, "version": 5}"""), false, 5);
        assertThat(violations).isEmpty();
        totals.answered(json("""
                {"t": "ok", "unread": 2, "mentions": 0, "total": {"unread": 8, "mentions": 0}, "version": 5}"""), false, 5);

        assertThat(violations).singleElement().asString().startsWith("the total was Counts[unread=7");
    }

    @Test
    void aFrameMayComeAfterTheAnswerToALaterMark() throws JsonProcessingException {
        totals.told(frame(1, 7, 2));
        totals.answered(json("""
                {"t": "ok", "unread": 0, "mentions": 0, "total": {"unread": 5, "mentions": 0}, "version": 3}"""), false, 1);
        totals.told(frame(2, 8, 3));
        totals.told(frame(3, 5, 0));

        assertThat(violations).isEmpty();
        assertThat(totals.version()).isEqualTo(3);
    }

    @Test
    void aConversationThatCountsOtherwiseAtTheSamePlaceIsFound() throws JsonProcessingException {
        totals.shown(json("{\"items\": [" + conversation(4, 2, "write") + "]}"));
        totals.shown(json("{\"conversations\": [" + conversation(5, 3, "write") + "]}"));
        assertThat(violations).isEmpty();
        totals.shown(json("{\"conversations\": [" + conversation(4, 1, "write") + "]}"));

        assertThat(violations).singleElement().asString().startsWith("there were Counts[unread=2");
    }

    @Test
    void moreUnreadThanThereIsIsFoundHoweverItIsFannedOut() throws JsonProcessingException {
        totals.shown(json(conversation(4, 2, "read")));
        totals.shown(json(conversation(4, 3, "read")));
        assertThat(violations).isEmpty();
        totals.shown(json(conversation(4, 4, "read")));

        assertThat(violations).singleElement().asString().startsWith("more is unread than there is");
    }

    /// One that is read up to the first of its messages.
    private static String conversation(long ordinal, long unread, String fanout) {
        return """
                {"id": "1", "head": {"seq": %1$d, "ordinal": %1$d}, "read": {"seq": 1, "ordinal": 1}, "unread": %2$d,
                 "mentions": 0, "markedUnread": false, "left": false, "joinedSeq": 1, "fanout": "%3$s"}""".formatted(ordinal, unread, fanout);
    }

    /// One that tells at most one conversation.
    private static JsonNode frame(long version, long total, long... unread) throws JsonProcessingException {
        String told = unread.length == 0 ? "" : """
                {"id": "1", "unread": %d, "mentions": 0, "muted": false}""".formatted(unread[0]);
        return json("""
                {"t": "unread", "total": {"unread": %d, "mentions": 0}, "version": %d, "conversations": [%s]}""".formatted(total, version, told));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.mapper().readTree(text);
    }
}
