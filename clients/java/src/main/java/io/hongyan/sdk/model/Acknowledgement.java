package io.hongyan.sdk.model;

import java.time.Instant;

/// The server's word that a message is durable and has its number. `duplicate`: it had it already before this try.
public record Acknowledgement(
        String conversationId,
        String clientId,
        String messageId,
        long seq,
        long ordinal,
        Instant at,
        boolean duplicate) {}
