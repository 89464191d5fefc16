package io.hongyan.log.bench;

import io.hongyan.log.TopicRepository;
import io.hongyan.streams.mailbox.MailboxOwner;
import java.util.List;

/// Remembers neither the topics of a Kafka that is thrown away, nor what is in its mailboxes.
final class NoMemory implements TopicRepository, MailboxOwner {

    @Override
    public List<Known> all() {
        return List.of();
    }

    @Override
    public void remember(String name, String id, int partitions) {}

    @Override
    public void forgetAll() {}

    @Override
    public void opened(int partition, Content content) {}

    @Override
    public void closed(int partition) {}
}
