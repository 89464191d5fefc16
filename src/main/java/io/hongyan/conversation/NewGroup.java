package io.hongyan.conversation;

import io.hongyan.streams.conversation.History;
import io.hongyan.streams.id.UserId;
import java.util.List;

/// A group that somebody wants to start; `members` doesn't name its owner.
record NewGroup(String title, History history, List<UserId> members) {

    NewGroup {
        members = List.copyOf(members);
    }
}
