package io.hongyan.mailbox;

import org.jspecify.annotations.Nullable;

/// A user's own settings of a conversation; what is null stays.
public record SettingsPatch(
        @Nullable Boolean muted,
        @Nullable Boolean pinned,
        @Nullable Boolean hidden) {}
