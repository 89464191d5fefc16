package io.hongyan.streams.conversation;

import io.hongyan.streams.id.UserId;
import java.util.List;

/// Whom a message mentions: everybody, or some.
public record Mentions(boolean everybody, List<UserId> users) {

    public static final Mentions NOBODY = new Mentions(false, List.of());

    public Mentions {
        users = List.copyOf(users);
    }

    public boolean includes(UserId user) {
        return everybody || users.contains(user);
    }
}
