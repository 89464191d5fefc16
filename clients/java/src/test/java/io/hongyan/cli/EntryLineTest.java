package io.hongyan.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hongyan.sdk.model.Entry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class EntryLineTest {

    private static Entry text(String text) {
        return new Entry(
                "71",
                3,
                2,
                "message",
                "m",
                null,
                "5",
                Instant.parse("2026-11-21T19:16:05.123Z"),
                "text",
                JsonNodeFactory.instance.objectNode().put("text", text),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    @Test
    void saysWhereAndByWhom() {
        assertThat(EntryLine.of(text("hello 你好"))).endsWith(" 71 #3 5: hello 你好");
    }

    @Test
    void isOneLineThatSteersNoTerminal() {
        assertThat(EntryLine.of(text("a\nb\u001b[2Jc"))).endsWith(": a b [2Jc");
    }
}
