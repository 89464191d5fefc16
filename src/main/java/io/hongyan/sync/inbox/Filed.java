package io.hongyan.sync.inbox;

import io.hongyan.streams.id.UserId;

/// A reference and in whose inbox it belongs.
public record Filed(UserId user, Reference reference) {}
