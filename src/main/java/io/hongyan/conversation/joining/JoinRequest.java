package io.hongyan.conversation.joining;

import io.hongyan.streams.id.UserId;
import java.time.Instant;

/// Somebody who wants to come into a group, since then.
public record JoinRequest(UserId userId, Instant at) {}
