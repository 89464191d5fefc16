package io.hongyan.streams.conversation;

import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

final class DecisionTest {

    private static final ConversationId CATS = new ConversationId(1);
    private static final UserId ALICE = new UserId(1);
    private static final UserId BOB = new UserId(2);
    private static final UserId CAROL = new UserId(3);
    private static final long DAY_MS = 86_400_000;
    private static final UserId STRANGER = new UserId(9);

    private final InMemoryLedger ledger = new InMemoryLedger();

    @BeforeEach
    void aliceOwnsAGroupWithBob() {
        ledger.decide(create(ConversationKind.GROUP, ALICE, BOB));
    }

    @Test
    void numbersEntriesWithoutHoles() {
        List<Answer> answers = List.of(
                ledger.decide(send(ALICE, "first-id", "1")),
                ledger.decide(new Command.AddMembers(CATS, BOB, List.of(CAROL), null)),
                ledger.decide(send(CAROL, "second-id", "2")));

        assertThat(answers).extracting(answer -> ((Event) answer).seq()).containsExactly(2L, 3L, 4L);
        assertThat(answers).extracting(answer -> ((Event) answer).ordinal()).containsExactly(1L, 1L, 2L);
    }

    @Test
    void timeNeverFallsWithSeq() {
        Event later = (Event) ledger.decide(send(ALICE, "first-id", "1"), 5_000);
        Event earlier = (Event) ledger.decide(send(ALICE, "second-id", "2"), 4_000);

        assertThat(earlier.at()).isEqualTo(later.at());
    }

    @Nested
    final class ARetry {

        @Test
        void isAnsweredWithTheFirstAnswer() {
            Event.MessageSent first = (Event.MessageSent) ledger.decide(send(BOB, "the-same-id", "hello"));

            assertThat(ledger.decide(send(BOB, "the-same-id", "hello")))
                    .isEqualTo(new Outcome.Duplicate(first.messageId(), first.seq(), first.ordinal(), first.at()));
        }

        @Test
        void withAnotherContentIsAConflict() {
            ledger.decide(send(BOB, "the-same-id", "hello"));

            assertRefused(ledger.decide(send(BOB, "the-same-id", "goodbye")), Refusal.CLIENT_ID_CONFLICT);
        }

        @Test
        void ofAnotherSenderIsAnotherMessage() {
            ledger.decide(send(BOB, "the-same-id", "hello"));

            assertThat(ledger.decide(send(ALICE, "the-same-id", "hello"))).isInstanceOf(Event.MessageSent.class);
        }

        @Test
        void afterItsSenderWasRemovedKeepsItsAnswer() {
            ledger.decide(send(BOB, "the-same-id", "hello"));
            ledger.decide(new Command.RemoveMember(CATS, ALICE, BOB));

            assertThat(ledger.decide(send(BOB, "the-same-id", "hello"))).isInstanceOf(Outcome.Duplicate.class);
            assertRefused(ledger.decide(send(BOB, "another-id", "hello")), Refusal.NOT_MEMBER);
        }

        @Test
        void ofWhatTheRelationChainForbidsByNowKeepsItsAnswer() {
            ledger.decide(send(BOB, "the-same-id", "hello"));

            assertThat(ledger.decide(barred(BOB, "the-same-id", "hello"))).isInstanceOf(Outcome.Duplicate.class);
            assertRefused(ledger.decide(barred(BOB, "the-same-id", "bye")), Refusal.CLIENT_ID_CONFLICT);
            assertRefused(ledger.decide(barred(BOB, "another-id", "hello")), Refusal.NOT_ALLOWED);
            // Refused, it was never sent.
            assertThat(ledger.decide(send(BOB, "another-id", "hello"))).isInstanceOf(Event.MessageSent.class);
        }

        @Test
        void afterItsGroupWasDissolvedKeepsItsAnswer() {
            ledger.decide(send(BOB, "the-same-id", "hello"));
            ledger.decide(new Command.Dissolve(CATS, ALICE));

            assertThat(ledger.decide(send(BOB, "the-same-id", "hello"))).isInstanceOf(Outcome.Duplicate.class);
            assertRefused(ledger.decide(send(BOB, "the-same-id", "bye")), Refusal.CLIENT_ID_CONFLICT);
            assertRefused(ledger.decide(send(BOB, "another-id", "hello")), Refusal.NOT_FOUND);
            assertRefused(ledger.decide(send(STRANGER, "the-same-id", "hello")), Refusal.NOT_FOUND);
        }

        @Test
        void ofCreatingChangesNothingAlsoAfterTheGroupWasHandedOver() {
            ledger.decide(new Command.ChangeRole(CATS, ALICE, BOB, Role.OWNER));

            assertThat(ledger.decide(create(ConversationKind.GROUP, ALICE, BOB)))
                    .isEqualTo(new Outcome.Unchanged(2));
            assertRefused(ledger.decide(create(ConversationKind.GROUP, BOB, ALICE)), Refusal.CONFLICT);
        }

        @Test
        void ofCreatingChangesNothing() {
            assertThat(ledger.decide(create(ConversationKind.GROUP, ALICE, BOB)))
                    .isEqualTo(new Outcome.Unchanged(1));
        }

        @Test
        void ofDirectCreationByTheOtherChangesNothing() {
            InMemoryLedger direct = new InMemoryLedger();
            direct.decide(create(ConversationKind.DIRECT, ALICE, BOB));

            assertThat(direct.decide(create(ConversationKind.DIRECT, BOB, ALICE)))
                    .isInstanceOf(Outcome.Unchanged.class);
        }
    }

    @Nested
    final class AStranger {

        @Test
        void canDoNothing() {
            List<Command> commands = List.of(
                    send(STRANGER, "first-id", "hello"),
                    new Command.AddMembers(CATS, STRANGER, List.of(STRANGER), null),
                    new Command.RemoveMember(CATS, STRANGER, BOB),
                    new Command.ChangeRole(CATS, STRANGER, STRANGER, Role.OWNER),
                    new Command.ChangeSettings(CATS, STRANGER, "mine", null, null),
                    new Command.Dissolve(CATS, STRANGER));

            assertThat(commands).allSatisfy(command -> assertRefused(ledger.decide(command), Refusal.NOT_MEMBER));
        }

        @Test
        void findsNoConversationThatIsNone() {
            Command elsewhere = new Command.Dissolve(new ConversationId(404), ALICE);

            assertRefused(new InMemoryLedger().decide(elsewhere), Refusal.NOT_FOUND);
        }
    }

    @Nested
    final class Members {

        @Test
        void areAddedOnce() {
            Answer answer = ledger.decide(new Command.AddMembers(CATS, BOB, List.of(BOB, CAROL, CAROL), null));

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Event.MembersAdded.class,
                            added -> assertThat(added.users()).containsExactly(CAROL));
            assertThat(ledger.decide(new Command.AddMembers(CATS, BOB, List.of(CAROL), null)))
                    .isInstanceOf(Outcome.Unchanged.class);
        }

        @Test
        void areRemovedOnlyByWhoStandsAboveThem() {
            ledger.decide(new Command.AddMembers(CATS, BOB, List.of(CAROL), null));

            assertRefused(ledger.decide(new Command.RemoveMember(CATS, BOB, CAROL)), Refusal.FORBIDDEN);
            ledger.decide(new Command.ChangeRole(CATS, ALICE, BOB, Role.ADMIN));
            assertThat(ledger.decide(new Command.RemoveMember(CATS, BOB, CAROL)))
                    .isInstanceOf(Event.MemberRemoved.class);
            assertRefused(ledger.decide(new Command.RemoveMember(CATS, BOB, ALICE)), Refusal.FORBIDDEN);
        }

        @Test
        void areBoundedPerCommand() {
            List<UserId> crowd =
                    LongStream.rangeClosed(10, 1_010).mapToObj(UserId::new).toList();

            assertRefused(ledger.decide(new Command.AddMembers(CATS, ALICE, crowd, null)), Refusal.INVALID);
        }

        @Test
        void leaveUnlessTheyOwnTheGroup() {
            assertRefused(ledger.decide(new Command.RemoveMember(CATS, ALICE, ALICE)), Refusal.CONFLICT);
            ledger.decide(new Command.ChangeRole(CATS, ALICE, BOB, Role.OWNER));
            assertThat(ledger.decide(new Command.RemoveMember(CATS, ALICE, ALICE)))
                    .isInstanceOf(Event.MemberRemoved.class);
            assertThat(requireNonNull(ledger.conversation()).owner()).isEqualTo(BOB);
        }
    }

    @Test
    void aRoleChangesNothingElse() {
        ledger.decide(new Command.AddMembers(CATS, ALICE, List.of(CAROL), null));
        ledger.decide(new Command.ChangeRole(CATS, ALICE, CAROL, Role.ADMIN));

        assertThat(ledger.member(CAROL)).isEqualTo(new Member(Role.ADMIN, 2, 0, null));
    }

    @Nested
    final class ADissolvedGroup {

        @Test
        void isNoConversationAnyMore() {
            assertRefused(ledger.decide(new Command.Dissolve(CATS, BOB)), Refusal.FORBIDDEN);
            assertThat(ledger.decide(new Command.Dissolve(CATS, ALICE))).isInstanceOf(Event.Dissolved.class);

            assertRefused(ledger.decide(send(ALICE, "first-id", "hello")), Refusal.NOT_FOUND);
            assertRefused(ledger.decide(create(ConversationKind.GROUP, ALICE, BOB)), Refusal.NOT_FOUND);
        }
    }

    @Nested
    final class ADirectConversation {

        private final InMemoryLedger direct = new InMemoryLedger();

        @BeforeEach
        void aliceTalksToBob() {
            direct.decide(create(ConversationKind.DIRECT, ALICE, BOB));
        }

        @Test
        void staysBetweenTwo() {
            List<Command> commands = List.of(
                    new Command.AddMembers(CATS, ALICE, List.of(CAROL), null),
                    new Command.RemoveMember(CATS, ALICE, BOB),
                    new Command.RemoveMember(CATS, ALICE, ALICE),
                    new Command.ChangeRole(CATS, ALICE, BOB, Role.ADMIN),
                    new Command.ChangeSettings(CATS, ALICE, "us", null, null),
                    new Command.Dissolve(CATS, ALICE));

            assertThat(commands).allSatisfy(command -> assertRefused(direct.decide(command), Refusal.FORBIDDEN));
        }

        @Test
        void isWithOneOtherOrWithOneself() {
            InMemoryLedger saved = new InMemoryLedger();

            assertRefused(new InMemoryLedger().decide(create(ConversationKind.DIRECT, ALICE)), Refusal.INVALID);
            assertRefused(
                    new InMemoryLedger().decide(create(ConversationKind.DIRECT, ALICE, BOB, CAROL)), Refusal.INVALID);
            assertThat(saved.decide(create(ConversationKind.DIRECT, ALICE, ALICE)))
                    .isInstanceOf(Event.Created.class);
            assertThat(saved.decide(create(ConversationKind.DIRECT, ALICE, ALICE)))
                    .isInstanceOf(Outcome.Unchanged.class);
            assertThat(saved.decide(send(ALICE, "first-id", "remember"))).isInstanceOf(Event.MessageSent.class);
        }
    }

    @Test
    void aReplyNamesAnEntryThatExists() {
        Content toTheFuture = new Content("text", "{\"text\":\"?\"}", 2L, Mentions.NOBODY);
        Content toTheFirst = new Content("text", "{\"text\":\"!\"}", 1L, Mentions.NOBODY);

        assertRefused(
                ledger.decide(new Command.Send(CATS, ALICE, "first-id", new MessageId(1), toTheFuture)),
                Refusal.INVALID);
        assertThat(ledger.decide(new Command.Send(CATS, ALICE, "first-id", new MessageId(1), toTheFirst)))
                .isInstanceOf(Event.MessageSent.class);
    }

    @Test
    void settingsChangeOnlyWhatIsNew() {
        Command rename = new Command.ChangeSettings(CATS, ALICE, "猫", History.SINCE_JOINED, null);

        assertThat(ledger.decide(rename)).isInstanceOfSatisfying(Event.SettingsChanged.class, changed -> {
            assertThat(changed.title()).isEqualTo("猫");
            assertThat(changed.history()).isNull();
        });
        assertThat(ledger.decide(rename)).isInstanceOf(Outcome.Unchanged.class);
    }

    private static void assertRefused(Answer answer, Refusal reason) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static Command create(ConversationKind kind, UserId actor, UserId... members) {
        return new Command.Create(CATS, actor, kind, null, History.SINCE_JOINED, List.of(members), null);
    }

    private static Command barred(UserId sender, String clientId, String text) {
        return new Command.Barred(send(sender, clientId, text));
    }

    private static Command send(UserId sender, String clientId, String text) {
        Content content = new Content("text", "{\"text\":\"" + text + "\"}", null, Mentions.NOBODY);
        return new Command.Send(CATS, sender, clientId, new MessageId(7), content);
    }

    @Nested
    final class ARecall {

        @Test
        void isAnEntryThatDoesNotCount() {
            Event.MessageSent bobs = sentByBob();
            Event.MessageRecalled recall = (Event.MessageRecalled) ledger.decide(recall(BOB, bobs), 3_000);

            assertThat(recall.seq()).isEqualTo(bobs.seq() + 1);
            assertThat(recall.ordinal()).isEqualTo(bobs.ordinal());
        }

        @Test
        void ofARecalledMessageIsAnsweredAsTheFirst() {
            Event.MessageSent bobs = sentByBob();
            Event first = (Event) ledger.decide(recall(BOB, bobs), 3_000);

            assertThat(ledger.decide(recall(ALICE, bobs), 4_000))
                    .isEqualTo(new Outcome.DoneBefore(first.seq(), bobs.seq(), first.at()));
        }

        @Test
        void isForItsSenderWithinTheTimeAndForTheOwnerAnyTime() {
            Event.MessageSent bobs = sentByBob();
            ledger.decide(new Command.AddMembers(CATS, ALICE, List.of(CAROL), null));

            assertRefused(ledger.decide(recall(CAROL, bobs), 3_000), Refusal.FORBIDDEN);
            assertRefused(ledger.decide(recall(BOB, bobs), 2_001 + DAY_MS), Refusal.FORBIDDEN);
            assertRefused(ledger.decide(recall(STRANGER, bobs), 3_000), Refusal.NOT_MEMBER);
            assertThat(ledger.decide(recall(ALICE, bobs), 2_001 + DAY_MS)).isInstanceOf(Event.MessageRecalled.class);
        }

        @Test
        void ofAMessageThatDoorsKnowToBeRecalledNeedsNoMemory() {
            Event.MessageSent bobs = sentByBob();
            Command known = new Command.Recall(CATS, BOB, target(bobs), new Recalled(9, 2_500), DAY_MS);

            assertThat(ledger.decide(known, 2_001 + DAY_MS)).isEqualTo(new Outcome.DoneBefore(9, bobs.seq(), 2_500));
        }

        private Event.MessageSent sentByBob() {
            return (Event.MessageSent) ledger.decide(send(BOB, "first-id", "oops"), 2_000);
        }

        private static Command recall(UserId actor, Event.MessageSent message) {
            return new Command.Recall(CATS, actor, target(message), null, DAY_MS);
        }

        private static MessageTarget target(Event.MessageSent message) {
            return new MessageTarget(
                    message.seq(),
                    message.ordinal(),
                    message.at(),
                    message.actor(),
                    message.content().mentions());
        }
    }

    @Nested
    final class ALimitThatCameWithTheCommand {

        @Test
        void refusesALargerGroup() {
            assertRefused(
                    new InMemoryLedger()
                            .decide(new Command.Create(
                                    CATS, ALICE, ConversationKind.GROUP, null, History.ALL, List.of(BOB, CAROL), 2)),
                    Refusal.CONFLICT);
            assertRefused(ledger.decide(new Command.AddMembers(CATS, ALICE, List.of(CAROL), 2)), Refusal.CONFLICT);
            assertThat(ledger.decide(new Command.AddMembers(CATS, ALICE, List.of(CAROL), 3)))
                    .isInstanceOf(Event.MembersAdded.class);
        }

        @Test
        void doesNotHoldWhereAnAdministratorHasChosenReadFanout() {
            ledger.decide(new Command.OverrideFanout(CATS, STRANGER, FanoutMode.READ));

            assertThat(ledger.decide(new Command.AddMembers(CATS, ALICE, List.of(CAROL), 2)))
                    .isInstanceOf(Event.MembersAdded.class);
        }
    }

    @Test
    void anAdministratorsWordOnTheFanoutIsNoEntry() {
        Command read = new Command.OverrideFanout(CATS, STRANGER, FanoutMode.READ);

        assertThat(ledger.decide(read)).isEqualTo(new Outcome.Done(1));
        assertThat(ledger.decide(read)).isEqualTo(new Outcome.Unchanged(1));
        assertThat(ledger.decide(new Command.OverrideFanout(CATS, STRANGER, null)))
                .isEqualTo(new Outcome.Done(1));
        ledger.decide(new Command.Dissolve(CATS, ALICE));
        assertRefused(ledger.decide(read), Refusal.NOT_FOUND);
    }
}
