package io.hongyan.streams.conversation;

import io.hongyan.streams.conversation.operation.Operations;
import io.hongyan.streams.conversation.operation.Reacted;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What is decided of edits, reactions and pins.
final class OperationsTest {

    private static final ConversationId CATS = new ConversationId(1);
    private static final UserId ALICE = new UserId(1);
    private static final UserId BOB = new UserId(2);
    private static final UserId STRANGER = new UserId(9);
    private static final long DAY_MS = 86_400_000;

    private final InMemoryLedger ledger = new InMemoryLedger();
    private MessageTarget bobs = new MessageTarget(2, 1, 2_000, BOB, Mentions.NOBODY);

    @BeforeEach
    void bobHasSentSomething() {
        ledger.decide(new Command.Create(
                CATS, ALICE, ConversationKind.GROUP, "cats", History.SINCE_JOINED, List.of(BOB), null));
        ledger.decide(send(BOB, "bobs-id", "oops", null), 2_000);
    }

    @Test
    void anEditIsAnEntryThatDoesNotCountAndIsDoneOnce() {
        Event.MessageEdited first = (Event.MessageEdited) ledger.decide(edit(BOB, "edit-1", "better"), 3_000);
        Answer again = ledger.decide(edit(BOB, "edit-1", "better"), 2_001 + DAY_MS);

        assertThat(first.seq()).isEqualTo(3);
        assertThat(first.ordinal()).isEqualTo(1);
        assertThat(again).isEqualTo(new Outcome.DoneBefore(3, 2, 3_000));
        assertRefused(ledger.decide(edit(BOB, "edit-1", "other"), 4_000), Refusal.CLIENT_ID_CONFLICT);
        assertRefused(ledger.decide(send(BOB, "edit-1", "better", null), 4_000), Refusal.CLIENT_ID_CONFLICT);
        assertRefused(ledger.decide(edit(BOB, "bobs-id", "oops"), 4_000), Refusal.CLIENT_ID_CONFLICT);
    }

    @Test
    void anEditIsForItsSenderWithinTheTimeAndNotAfterARecall() {
        assertRefused(ledger.decide(edit(ALICE, "edit-1", "mine"), 3_000), Refusal.FORBIDDEN);
        assertRefused(ledger.decide(edit(STRANGER, "edit-1", "mine"), 3_000), Refusal.NOT_MEMBER);
        assertRefused(ledger.decide(edit(BOB, "edit-1", "late"), 2_001 + DAY_MS), Refusal.FORBIDDEN);
        ledger.decide(new Command.Recall(CATS, BOB, bobs, null, DAY_MS), 3_000);
        assertRefused(ledger.decide(edit(BOB, "edit-1", "gone"), 4_000), Refusal.GONE);
    }

    @Test
    void aRetryOfAnEditKeepsItsAnswerAlsoAfterItsSenderWasRemoved() {
        ledger.decide(edit(BOB, "edit-1", "better"), 3_000);
        ledger.decide(new Command.RemoveMember(CATS, ALICE, BOB));

        assertThat(ledger.decide(edit(BOB, "edit-1", "better"), 4_000)).isEqualTo(new Outcome.DoneBefore(3, 2, 3_000));
        assertRefused(ledger.decide(edit(BOB, "edit-2", "better"), 4_000), Refusal.NOT_MEMBER);
    }

    @Test
    void aRetryOfAnEditKeepsItsAnswerAlsoAfterTheRelationChainForbidsIt() {
        ledger.decide(edit(BOB, "edit-1", "better"), 3_000);

        assertThat(ledger.decide(new Command.Barred(edit(BOB, "edit-1", "better")), 4_000))
                .isEqualTo(new Outcome.DoneBefore(3, 2, 3_000));
        assertRefused(ledger.decide(new Command.Barred(edit(BOB, "edit-2", "best")), 4_000), Refusal.NOT_ALLOWED);
        assertRefused(ledger.decide(new Command.Barred(react(ALICE, true, null, 0)), 4_000), Refusal.NOT_ALLOWED);
    }

    @Test
    void aReactionIsWhatItsLastEntrySays() {
        Event on = (Event) ledger.decide(react(ALICE, true, null, 0), 3_000);
        Answer onAgain = ledger.decide(react(ALICE, true, null, 0), 4_000);
        Event off = (Event) ledger.decide(react(ALICE, false, null, 0), 5_000);
        Answer offAgain = ledger.decide(react(ALICE, false, null, 0), 6_000);

        assertThat(onAgain).isEqualTo(new Outcome.DoneBefore(on.seq(), 2, 3_000));
        assertThat(off.seq()).isEqualTo(on.seq() + 1);
        assertThat(offAgain).isEqualTo(new Outcome.DoneBefore(off.seq(), 2, 5_000));
        assertThat(ledger.decide(react(BOB, false, null, 0), 7_000)).isEqualTo(new Outcome.DoneBefore(2, 2, 2_000));
    }

    @Test
    void whatTheDoorKnowsOfAReactionIsOlderThanWhatTheLogRemembers() {
        Reacted longAgo = new Reacted(1, 1_500, true);

        assertThat(ledger.decide(react(ALICE, true, longAgo, 0), 3_000)).isEqualTo(new Outcome.DoneBefore(1, 2, 1_500));
        assertThat(ledger.decide(react(ALICE, false, longAgo, 0), 3_000)).isInstanceOf(Event.MessageReacted.class);
        assertThat(ledger.decide(react(ALICE, true, longAgo, 0), 4_000)).isInstanceOf(Event.MessageReacted.class);
    }

    @Test
    void aMessageHasABoundedNumberOfEmojis() {
        assertRefused(ledger.decide(react(ALICE, true, null, Operations.MAX_EMOJIS), 3_000), Refusal.CONFLICT);
        assertThat(ledger.decide(react(ALICE, true, null, Operations.MAX_EMOJIS - 1), 3_000))
                .isInstanceOf(Event.MessageReacted.class);
    }

    @Test
    void aPinIsForThoseWhoRunTheGroupAndGoesWithARecall() {
        assertRefused(ledger.decide(pin(BOB, true)), Refusal.FORBIDDEN);
        assertThat(ledger.decide(pin(ALICE, false))).isEqualTo(new Outcome.DoneBefore(2, 2, 2_000));
        assertThat(ledger.decide(pin(ALICE, true))).isInstanceOf(Event.MessagePinned.class);
        assertThat(ledger.decide(pin(ALICE, true))).isEqualTo(new Outcome.DoneBefore(2, 2, 2_000));
        assertThat(pinned()).containsExactly(2L);

        ledger.decide(new Command.Recall(CATS, BOB, bobs, null, DAY_MS), 3_000);

        assertThat(pinned()).isEmpty();
        assertRefused(ledger.decide(pin(ALICE, true)), Refusal.GONE);
    }

    @Test
    void aBoundedNumberOfMessagesIsPinned() {
        for (int i = 0; i < Operations.MAX_PINNED; i++) {
            Event sent = (Event) ledger.decide(send(BOB, "message-" + i, "x", null), 2_000);
            bobs = new MessageTarget(sent.seq(), sent.ordinal(), sent.at(), BOB, Mentions.NOBODY);
            assertThat(ledger.decide(pin(ALICE, true))).isInstanceOf(Event.MessagePinned.class);
        }
        bobs = new MessageTarget(2, 1, 2_000, BOB, Mentions.NOBODY);

        assertRefused(ledger.decide(pin(ALICE, true)), Refusal.CONFLICT);
    }

    @Test
    void aReplyIsToWhatItsSenderMaySee() {
        UserId carol = new UserId(3);
        ledger.decide(new Command.AddMembers(CATS, ALICE, List.of(carol), null));

        assertRefused(ledger.decide(send(carol, "carols-1", "re", 2L)), Refusal.INVALID);
        assertRefused(ledger.decide(send(carol, "carols-1", "re", 9L)), Refusal.INVALID);
        assertThat(ledger.decide(send(carol, "carols-1", "re", 3L))).isInstanceOf(Event.MessageSent.class);
        ledger.decide(new Command.ChangeSettings(CATS, ALICE, null, History.ALL, null));
        assertThat(ledger.decide(send(carol, "carols-2", "re", 2L))).isInstanceOf(Event.MessageSent.class);
    }

    private List<Long> pinned() {
        Conversation conversation = ledger.conversation();
        return conversation == null ? List.of() : conversation.summary().pinned();
    }

    private static Command send(UserId sender, String clientId, String text, @Nullable Long replyTo) {
        Content content = new Content("text", body(text), replyTo, Mentions.NOBODY);
        return new Command.Send(CATS, sender, clientId, new MessageId(7), content);
    }

    private Command edit(UserId actor, String clientId, String text) {
        return new Command.Edit(CATS, actor, bobs, null, clientId, "text", body(text), DAY_MS);
    }

    private Command react(UserId actor, boolean on, @Nullable Reacted before, int others) {
        return new Command.React(CATS, actor, bobs, null, "👍", on, before, others);
    }

    private Command pin(UserId actor, boolean on) {
        return new Command.Pin(CATS, actor, bobs, null, on);
    }

    private static String body(String text) {
        return "{\"text\":\"" + text + "\"}";
    }

    private static void assertRefused(Answer answer, Refusal reason) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
