package io.hongyan.conversation;

import io.hongyan.streams.id.UserId;
import java.util.Collection;
import java.util.Set;

/// Who has an account.
@FunctionalInterface
public interface People {

    /// Those of `users` who exist.
    Set<UserId> existing(Collection<UserId> users);
}
