package io.hongyan.streams.conversation;

import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;

import static io.hongyan.streams.conversation.ConversationCodecs.CONVERSATIONS;
import static org.assertj.core.api.Assertions.assertThat;

final class ConversationTest {

    private static final ConversationId CATS = new ConversationId(1);
    private static final UserId ALICE = new UserId(1);
    private static final UserId BOB = new UserId(2);

    @Test
    void oneOfBeforeItsCreatorWasKeptIsItsOwners() {
        Conversation old = new Conversation(
                CATS,
                ConversationKind.GROUP,
                "cats",
                null,
                ALICE,
                List.of(),
                History.ALL,
                4,
                2,
                1_000,
                2,
                false,
                4,
                FanoutState.WRITE,
                null,
                List.of(),
                GroupRules.FIRST);

        Conversation read = CONVERSATIONS.decode(CONVERSATIONS.encode(old));

        assertThat(read).isEqualTo(old);
        assertThat(read.isWhat(create(ALICE))).isTrue();
        assertThat(read.isWhat(create(BOB))).isFalse();
    }

    private static Command.Create create(UserId actor) {
        return new Command.Create(CATS, actor, ConversationKind.GROUP, "cats", History.ALL, List.of(), null);
    }
}
