package io.hongyan.client;

import java.util.UUID;

/// The ids that a client gives its messages, so that a retry is known as one: UUIDs of version 7 (RFC 9562, 5.7).
public final class ClientIds {

    private static final long VERSION = 7L << 12;
    private static final long VARIANT = 0b10L << 62;

    private ClientIds() {}

    /// An id made at `millis`, with 12 bits of `high` and 62 of `low`, which nobody else may choose together.
    public static String of(long millis, long high, long low) {
        return new UUID((millis << 16) | VERSION | (high & 0xFFF), VARIANT | (low & ~(0b11L << 62))).toString();
    }
}
