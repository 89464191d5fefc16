package io.hongyan.account;

import io.hongyan.streams.id.UserId;

/// A person as others see them.
public record User(UserId id, String name, String displayName) {}
