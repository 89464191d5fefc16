package io.hongyan.gateway.push;

import io.hongyan.message.EncodedEntry;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.id.ConversationId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/// An entry on its way to sockets: the bytes of its frame, made once for all of them. Immutable.
///
/// `event` is what appended it, where it is new; an entry that a socket has missed comes without.
public final class PushedEntry implements Item {

    private static final byte[] ONE = "{\"t\":\"entry\",\"entry\":".getBytes(UTF_8);
    private static final byte[] SEVERAL = "{\"t\":\"entries\",\"entries\":[".getBytes(UTF_8);
    private static final byte[] END_OF_SEVERAL = "]}".getBytes(UTF_8);

    private final ConversationId conversation;
    private final long seq;
    private final long ordinal;
    private final @Nullable Event event;
    private final byte[] frame;

    private PushedEntry(EncodedEntry entry, @Nullable Event event) {
        this.conversation = entry.conversation();
        this.seq = entry.seq();
        this.ordinal = entry.ordinal();
        this.event = event;
        this.frame = new byte[ONE.length + entry.size() + 1];
        ByteBuffer.wrap(frame).put(ONE).put(entry.bytes()).put((byte) '}');
    }

    public static PushedEntry of(EncodedEntry entry) {
        return new PushedEntry(entry, null);
    }

    public static PushedEntry of(EncodedEntry entry, Event event) {
        return new PushedEntry(entry, event);
    }

    /// The frame of these entries; a single one's bytes are shared, not copied.
    static ByteBuffer frame(List<PushedEntry> entries) {
        if (entries.size() == 1) {
            return ByteBuffer.wrap(entries.getFirst().frame);
        }
        int size = SEVERAL.length + END_OF_SEVERAL.length;
        for (PushedEntry entry : entries) {
            size += entry.size();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
        bytes.writeBytes(SEVERAL);
        for (PushedEntry entry : entries) {
            if (entry != entries.getFirst()) {
                bytes.write(',');
            }
            bytes.write(entry.frame, ONE.length, entry.frame.length - ONE.length - 1);
        }
        bytes.writeBytes(END_OF_SEVERAL);
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /// When a new message was sent, in milliseconds since 1970; empty for any other entry.
    public OptionalLong sentAt() {
        return event instanceof Event.MessageSent message ? OptionalLong.of(message.at()) : OptionalLong.empty();
    }

    ConversationId conversation() {
        return conversation;
    }

    long seq() {
        return seq;
    }

    long ordinal() {
        return ordinal;
    }

    @Nullable
    Event event() {
        return event;
    }

    @Override
    public int size() {
        return frame.length;
    }
}
