package io.hongyan.streams.relation;

import io.hongyan.streams.id.UserId;

/// The relation of two people has changed: whoever remembers it has to ask again.
public record RelationChanged(UserId one, UserId other) {}
