package io.hongyan.gateway.push;

import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.HashMap;
import java.util.Map;

/// The sends of one socket that aren't answered yet. Their entries aren't pushed to it, because the answer counts as
/// the entry. Not thread-safe.
final class Sends {

    private final UserId user;
    private final Map<Key, State> states = new HashMap<>();
    private int numbered;

    Sends(UserId user) {
        this.user = user;
    }

    private record Key(ConversationId conversation, String clientId) {}

    private enum State {
        APPENDED,
        NUMBERED
    }

    void begin(ConversationId conversation, String clientId) {
        states.putIfAbsent(new Key(conversation, clientId), State.APPENDED);
    }

    /// Whether this entry answers a send of this socket, which is told of it by that answer.
    boolean covers(PushedEntry entry) {
        if (states.isEmpty()
                || !(entry.event() instanceof Event.MessageSent message)
                || !message.actor().equals(user)) {
            return false;
        }
        State before = states.replace(new Key(message.conversation(), message.clientId()), State.NUMBERED);
        if (before == State.APPENDED) {
            numbered++;
        }
        return before != null;
    }

    void end(ConversationId conversation, String clientId) {
        if (states.remove(new Key(conversation, clientId)) == State.NUMBERED) {
            numbered--;
        }
    }

    /// Whether an entry was covered whose answer isn't given yet.
    boolean isAnswerDue() {
        return numbered > 0;
    }
}
