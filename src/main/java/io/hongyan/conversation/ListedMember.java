package io.hongyan.conversation;

import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.UserId;

/// A member as the list of members shows them.
public record ListedMember(UserId userId, Role role, long joinedSeq) {}
