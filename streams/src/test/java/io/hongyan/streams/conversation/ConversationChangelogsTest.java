package io.hongyan.streams.conversation;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.state.internals.WindowKeySchema;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What is written into changelogs is what Kafka Streams itself would write.
final class ConversationChangelogsTest {

    private static final ConversationId GROUP = new ConversationId(4_711);

    @Test
    void aSentMessageHasTheKeyOfItsHalfHour() {
        Event.MessageSent message = new Event.MessageSent(
                GROUP,
                5,
                3,
                3_600_000 + 1_799_999,
                new UserId(1),
                new MessageId(9),
                "client-id",
                new Content("text", "{}", null, Mentions.NOBODY));

        assertThat(ConversationChangelogs.key(message))
                .isEqualTo(WindowKeySchema.toStoreKeyBinary(
                                ConversationStores.sentKey(GROUP, new UserId(1), "client-id"), 3_600_000, 0)
                        .get());
    }

    @Test
    void aConversationIsInThePartitionOfItsCommands() {
        for (long id = 1; id < 50; id++) {
            ConversationId conversation = new ConversationId(id);

            assertThat(ConversationChangelogs.partition(conversation, 4))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(ConversationChangelogs.key(conversation), 4));
        }
    }
}
