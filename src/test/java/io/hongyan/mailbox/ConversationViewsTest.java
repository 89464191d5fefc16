package io.hongyan.mailbox;

import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Delivery;
import io.hongyan.streams.mailbox.Delivery.Effect;
import io.hongyan.streams.mailbox.SimulatedMailboxes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ConversationViewsTest {

    private static final UserId ALICE = new UserId(1);
    private static final ConversationId GROUP = new ConversationId(7);
    private static final Preview HELLO = new Preview(ALICE, "text", "hello");

    private final List<UserId> members =
            LongStream.rangeClosed(1, 20).mapToObj(UserId::new).toList();
    private final SimulatedMailboxes log = new SimulatedMailboxes();
    private final MailboxView mailboxes = new MailboxView(1, _ -> null, _ -> Optional.empty());
    private final List<Map<ConversationId, Long>> asked = new ArrayList<>();
    private final ConversationViews views =
            new ConversationViews(mailboxes, new Summaries(_ -> summary()), messages -> {
                asked.add(messages);
                return Map.of(GROUP, HELLO);
            });

    @Test
    void tellingManyOfOneConversationLooksItsPreviewUpOnce() {
        mailboxes.opened(0, log);
        deliver(1, 0, Effect.JOINED, Role.MEMBER);
        deliver(2, 1, Effect.MESSAGE, null);
        ConversationViews once = views.askingOnce();

        List<ConversationView> told =
                members.stream().map(member -> view(once, member)).toList();

        assertThat(told).extracting(view -> view.head().preview()).hasSize(20).containsOnly(HELLO);
        assertThat(asked).containsExactly(Map.of(GROUP, 2L));
    }

    @Test
    void theNextNoticeLooksAgain() {
        mailboxes.opened(0, log);
        deliver(1, 0, Effect.JOINED, Role.MEMBER);
        deliver(2, 1, Effect.MESSAGE, null);

        view(views.askingOnce(), ALICE);
        view(views.askingOnce(), ALICE);

        assertThat(asked).hasSize(2);
    }

    private ConversationView view(ConversationViews from, UserId member) {
        return from.of(
                member, new MailboxLine(GROUP, mailboxes.of(member).find(GROUP).orElseThrow()));
    }

    private void deliver(long seq, long ordinal, Effect effect, @Nullable Role role) {
        mailboxes.changed(
                0,
                log.deliver(new Delivery(
                        GROUP, seq, ordinal, 1_000 + seq, ALICE, effect, role, false, List.of(), members)));
    }

    private static Summary summary() {
        return new Summary(
                GROUP,
                1,
                ConversationKind.GROUP,
                "geese",
                ALICE,
                List.of(),
                20,
                History.ALL,
                false,
                FanoutState.WRITE,
                List.of(),
                GroupRules.FIRST);
    }
}
