package io.hongyan.streams.conversation;

import io.hongyan.streams.id.MessageId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import static java.nio.charset.StandardCharsets.UTF_8;

/// What is remembered of a sent message, to answer a retry: the first answer, and a hash that tells whether the
/// content is the same.
record Sent(MessageId messageId, long seq, long ordinal, long at, long contentHash) {

    static Sent of(Event.MessageSent message) {
        return new Sent(message.messageId(), message.seq(), message.ordinal(), message.at(), hash(message.content()));
    }

    /// The answer to the same command again.
    Outcome answer(Content content) {
        return hash(content) == contentHash
                ? new Outcome.Duplicate(messageId, seq, ordinal, at)
                : new Outcome.Refused(
                        Refusal.CLIENT_ID_CONFLICT, "this clientId was used for a message with another content");
    }

    /// 64 bits of SHA-256. Each part is preceded by its length, so that no two contents give the same input.
    private static long hash(Content content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            update(digest, content.kind());
            update(digest, content.body());
            update(digest, String.valueOf(content.replyTo()));
            update(digest, content.mentions().toString());
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void update(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }
}
