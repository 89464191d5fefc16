package io.hongyan.client;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ReceivedTest {

    @Test
    void anAcknowledgementIsRead() throws IOException {
        Received frame = parse("""
                {"t":"ok","r":3,"conversationId":"71","clientId":"0193","messageId":"72","seq":121,"ordinal":98,
                 "at":"2026-11-21T19:16:05.123Z","duplicate":true}""");

        assertThat(frame).isEqualTo(new Received.Ok(3, "71", "0193", 121, 98, true));
    }

    @Test
    void aPushedEntryIsRead() throws IOException {
        Received frame = parse("""
                {"t":"entry","entry":{"conversationId":"71","seq":121,"ordinal":98,"type":"message","messageId":"72",
                 "clientId":"0193","senderId":"5","kind":"text","body":{"text":"你好","extra":[{"a":1}]},"mentions":["6"]}}""");

        Entry entry = new Entry("71", 121, 98, "message", "5", "0193", "你好", null);
        assertThat(frame).isEqualTo(new Received.Entries(0, List.of(entry)));
    }

    @Test
    void entriesThatWereAskedForNameTheRequest() throws IOException {
        Received frame = parse("""
                {"t":"entries","entries":[{"conversationId":"71","seq":1,"ordinal":0,"type":"member","senderId":"5",
                 "body":{"action":"created","userIds":["5","6"],"count":2}}],
                 "r":6,"conversationId":"71","firstSeq":1,"headSeq":1}""");

        Entry entry = new Entry("71", 1, 0, "member", "5", null, null, "created");
        assertThat(frame).isEqualTo(new Received.Entries(6, List.of(entry)));
    }

    @Test
    void aRefusalIsRead() throws IOException {
        Received frame = parse("""
                {"t":"error","r":3,"error":{"type":"urn:x","title":"T","status":429,"detail":"too fast",
                 "code":"rateLimited","retryable":true,"retryAfterMs":10},"clientId":"0193"}""");

        assertThat(frame).isEqualTo(new Received.Refused(3, "0193", "rateLimited", "too fast", true));
    }

    @Test
    void countsAndHeadsAreRead() throws IOException {
        assertThat(parse("""
                {"t":"unread","conversations":[{"id":"71","unread":3,"mentions":1,"muted":false}],
                 "total":{"unread":7,"mentions":1},"version":88,"cursor":"c"}""")).isEqualTo(new Received.Unread(7, 88, "c"));
        assertThat(parse("""
                {"t":"heads","heads":[{"conversationId":"71","seq":90211,"ordinal":88000}]}""")).isEqualTo(new Received.Heads(List.of(new Received.Head("71", 90211))));
    }

    @Test
    void whateverComesFirstOrIsUnknownDoesNoHarm() throws IOException {
        assertThat(parse("""
                {"userId":"5","limits":{"r":[1,2]},"r":1,"t":"welcome"}""")).isEqualTo(new Received.Welcome("5"));
        assertThat(parse("""
                {"t":"presence","items":[{"userId":"6"}]}""")).isEqualTo(new Received.Other("presence"));
    }

    @Test
    void whatIsNotAnObjectIsRefused() {
        assertThatThrownBy(() -> parse("[1]")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> parse("{\"t\":\"ok\"")).isInstanceOf(IOException.class);
    }

    private static Received parse(String json) throws IOException {
        byte[] padded = ("xx" + json + "yy").getBytes(UTF_8);
        return Received.parse(padded, 2, padded.length - 4);
    }
}
