package io.hongyan.conversation.draft;

import io.hongyan.account.token.Caller;

/// Hears of the drafts that somebody stores and removes. It mustn't block.
public interface DraftListener {

    void changed(Caller caller, DraftChange draft);
}
