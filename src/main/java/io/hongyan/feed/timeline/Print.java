package io.hongyan.feed.timeline;

import io.hongyan.streams.id.UserId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;

/// Tells whose posts a timeline has: another one for other authors, followings or generations.
final class Print {

    private Print() {}

    /// Of authors with the number of their following, in the generations that they are in now.
    static String of(SortedMap<UserId, Long> followings, Map<UserId, Long> generations) {
        ByteBuffer bytes = ByteBuffer.allocate(followings.size() * 3 * Long.BYTES);
        followings.forEach((author, number) ->
                bytes.putLong(author.value()).putLong(number).putLong(generations.getOrDefault(author, 0L)));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }
}
