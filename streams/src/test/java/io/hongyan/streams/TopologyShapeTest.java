package io.hongyan.streams;

import io.hongyan.streams.conversation.ConversationTopology;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.mailbox.MailboxOwner;
import io.hongyan.streams.mailbox.MailboxTopology;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// A renamed node or store loses its state: it has to show in review.
final class TopologyShapeTest {

    @Test
    void ofConversationsIsTheReviewedOne() throws IOException {
        assertThat(described(ConversationTopology.create(4, _ -> -1, _ -> FanoutMode.WRITE)))
                .isEqualTo(reviewed("conversation.txt"));
    }

    @Test
    void ofMailboxesIsTheReviewedOne() throws IOException {
        MailboxOwner nobody = new MailboxOwner() {
            @Override
            public void opened(int partition, Content content) {}

            @Override
            public void closed(int partition) {}
        };

        assertThat(described(MailboxTopology.create(nobody))).isEqualTo(reviewed("mailbox.txt"));
    }

    /// Stores are listed in an order that changes from run to run, so they are sorted.
    private static String described(Topology topology) {
        StringBuilder sorted = new StringBuilder();
        topology.describe()
                .toString()
                .lines()
                .forEach(line -> sorted.append(sortStores(line)).append('\n'));
        return sorted.toString();
    }

    private static String sortStores(String line) {
        int open = line.indexOf("(stores: [");
        if (open < 0) {
            return line.stripTrailing();
        }
        int from = open + "(stores: [".length();
        int to = line.indexOf(']', from);
        String[] stores = line.substring(from, to).split(", ");
        Arrays.sort(stores);
        return line.substring(0, from) + String.join(", ", stores) + line.substring(to);
    }

    private static String reviewed(String name) throws IOException {
        try (InputStream file = requireNonNull(TopologyShapeTest.class.getResourceAsStream("/topology/" + name))) {
            return new String(file.readAllBytes(), UTF_8);
        }
    }
}
