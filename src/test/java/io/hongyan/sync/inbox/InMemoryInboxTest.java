package io.hongyan.sync.inbox;

final class InMemoryInboxTest extends InboxContract {

    @Override
    Inbox inbox(int maxLength) {
        return new InMemoryInbox(maxLength);
    }
}
