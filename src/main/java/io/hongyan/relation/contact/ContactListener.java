package io.hongyan.relation.contact;

import io.hongyan.streams.id.UserId;

/// Hears whose contacts or requests have changed, and which version their contacts have come to. It mustn't block.
public interface ContactListener {

    void changed(UserId user, long version);
}
