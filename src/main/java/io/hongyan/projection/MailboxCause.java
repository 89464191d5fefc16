package io.hongyan.projection;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.smile.SmileFactory;
import io.hongyan.streams.mailbox.MailboxChanges.Cause;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;

/// Tells deliveries from what else changes mailboxes, without decoding them: they are nearly all of the topic, may
/// carry a thousand sessions each, and aren't projected.
final class MailboxCause {

    private static final SmileFactory SMILE = new SmileFactory();

    private MailboxCause() {}

    /// Whether an encoded [io.hongyan.streams.mailbox.MailboxChanges] was caused by an entry, or by a switch of the
    /// fan-out.
    ///
    /// @throws SerializationException if it isn't one
    static boolean isUnprojected(byte[] value) {
        try (JsonParser smile = SMILE.createParser(value)) {
            String cause = smile.nextToken() == JsonToken.START_ARRAY ? smile.nextTextValue() : null;
            if (cause == null) {
                throw new SerializationException("a change of mailboxes without a cause");
            }
            return Cause.ENTRY.name().equals(cause) || Cause.SWITCH.name().equals(cause);
        } catch (IOException e) {
            throw new SerializationException("not decodable: " + e.getMessage(), e);
        }
    }
}
