package io.hongyan.message.operation;

/// Tells emojis from other text.
final class Emoji {

    /// The longest sequences, such as a family with skin tones, have some ten.
    static final int MAX_CODE_POINTS = 16;

    private static final int JOINER = 0x200D;
    private static final int AS_EMOJI = 0xFE0F;
    private static final int KEYCAP = 0x20E3;
    private static final int FIRST_TAG = 0xE0020;
    private static final int LAST_TAG = 0xE007F;
    private static final int FIRST_REGION = 0x1F1E6;
    private static final int LAST_REGION = 0x1F1FF;

    private Emoji() {}

    /// Whether `text` is made of what emojis are made of, and shows one: a digit alone does not.
    static boolean isOne(String text) {
        return text.codePointCount(0, text.length()) <= MAX_CODE_POINTS
                && text.codePoints().allMatch(Emoji::isPart)
                && text.codePoints().anyMatch(Emoji::isShown);
    }

    private static boolean isPart(int point) {
        return Character.isEmoji(point)
                || Character.isEmojiComponent(point)
                || Character.isExtendedPictographic(point)
                || point == JOINER
                || point == AS_EMOJI
                || point == KEYCAP
                || (point >= FIRST_TAG && point <= LAST_TAG);
    }

    private static boolean isShown(int point) {
        return Character.isExtendedPictographic(point)
                || point == KEYCAP
                || (point >= FIRST_REGION && point <= LAST_REGION);
    }
}
