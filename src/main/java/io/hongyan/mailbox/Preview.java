package io.hongyan.mailbox;

import io.hongyan.streams.id.UserId;
import org.jspecify.annotations.Nullable;

/// A message as a list of conversations shows it: its beginning. `text` is null where its kind has none.
public record Preview(
        UserId senderId, String kind, @Nullable String text) {}
