package io.hongyan.sdk.outbox;

final class MemoryOutboxTest extends OutboxContract {

    @Override
    Outbox open() {
        return new MemoryOutbox();
    }
}
