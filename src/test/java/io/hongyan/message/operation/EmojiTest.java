package io.hongyan.message.operation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What counts as an emoji.
final class EmojiTest {

    @ParameterizedTest
    @ValueSource(strings = {"👍", "👍🏽", "❤️", "❤", "🪿", "👨‍👩‍👧‍👦", "🇨🇳", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"})
    void emojis(String text) {
        assertThat(Emoji.isOne(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "a", "赞", "👍 ", "👍a", "#", "\u200D", "👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍"})
    void otherText(String text) {
        assertThat(Emoji.isOne(text)).isFalse();
    }
}
