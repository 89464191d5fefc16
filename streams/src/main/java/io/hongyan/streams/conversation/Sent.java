package io.hongyan.streams.conversation;

import io.hongyan.streams.id.MessageId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/// What is remembered of a sent message, to answer a retry: the first answer, and a hash that tells whether the
/// content is the same. An edit has no `messageId`.
record Sent(@Nullable MessageId messageId, long seq, long ordinal, long at, long contentHash) {

    static Sent of(Event.MessageSent message) {
        return new Sent(message.messageId(), message.seq(), message.ordinal(), message.at(), hash(message.content()));
    }

    static Sent of(Event.MessageEdited edit) {
        return new Sent(
                null, edit.seq(), edit.ordinal(), edit.at(), hash(edit.target().seq(), edit.kind(), edit.body()));
    }

    /// The answer to the same command again.
    Outcome answer(Content content) {
        return messageId != null && hash(content) == contentHash
                ? new Outcome.Duplicate(messageId, seq, ordinal, at)
                : conflict();
    }

    /// The answer to the same command again.
    Outcome answer(Command.Edit edit) {
        return messageId == null && hash(edit.target().seq(), edit.kind(), edit.body()) == contentHash
                ? new Outcome.DoneBefore(seq, edit.target().seq(), at)
                : conflict();
    }

    private static Outcome conflict() {
        return new Outcome.Refused(
                Refusal.CLIENT_ID_CONFLICT, "this clientId was used for a message with another content");
    }

    private static long hash(Content content) {
        return hash(
                content.kind(),
                content.body(),
                String.valueOf(content.replyTo()),
                content.mentions().toString());
    }

    private static long hash(long target, String kind, String body) {
        return hash(String.valueOf(target), kind, body);
    }

    /// 64 bits of SHA-256. Each part is preceded by its length, so that no two contents give the same input.
    private static long hash(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                update(digest, part);
            }
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
