package io.hongyan.message;

import io.hongyan.error.HongyanException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a client's own id says of when it was made.
public final class ClientIds {

    static final int MIN_LENGTH = 8;
    static final int MAX_LENGTH = 64;

    /// How far a UUIDv7's time may be from ours and still be sure to lie within the log's window of an hour.
    private static final Duration FRESH = Duration.ofMinutes(10);

    private static final int UUID_LENGTH = 36;

    private ClientIds() {}

    /// @throws HongyanException `invalid` if that isn't one
    public static String require(@Nullable String clientId) {
        int length = clientId == null ? 0 : clientId.codePointCount(0, clientId.length());
        if (clientId == null || length < MIN_LENGTH || length > MAX_LENGTH) {
            throw HongyanException.invalid(
                    "/clientId", "must have " + MIN_LENGTH + " to " + MAX_LENGTH + " characters");
        }
        return clientId;
    }

    /// Whether a message under this id may have been sent longer ago than the log remembers.
    ///
    /// Only a UUIDv7 (RFC 9562, 5.7) tells; any other id is protected for the log's window alone, and so is one
    /// from the future.
    public static boolean mayBeOlderThanTheLog(String clientId, Instant now) {
        return madeAt(clientId).filter(made -> made.isBefore(now.minus(FRESH))).isPresent();
    }

    private static Optional<Instant> madeAt(String clientId) {
        if (clientId.length() != UUID_LENGTH) {
            return Optional.empty();
        }
        try {
            UUID uuid = UUID.fromString(clientId);
            return uuid.version() == 7
                    ? Optional.of(Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16))
                    : Optional.empty();
        } catch (IllegalArgumentException notAUuid) {
            return Optional.empty();
        }
    }
}
