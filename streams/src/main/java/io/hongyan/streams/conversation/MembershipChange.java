package io.hongyan.streams.conversation;

import io.hongyan.streams.id.UserId;

/// What an event does to one person's membership.
public sealed interface MembershipChange {

    UserId user();

    /// They are a member from this event on.
    record Joined(UserId user, Role role) implements MembershipChange {}

    /// They were a member before, and have another role from here on.
    record Promoted(UserId user, Role role) implements MembershipChange {}

    /// They aren't a member any more.
    record Gone(UserId user) implements MembershipChange {}
}
