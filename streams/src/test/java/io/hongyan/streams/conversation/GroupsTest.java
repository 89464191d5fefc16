package io.hongyan.streams.conversation;

import io.hongyan.streams.conversation.group.Adding;
import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.conversation.group.Joining;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// What is decided of how a group is run.
final class GroupsTest {

    private static final ConversationId CATS = new ConversationId(1);
    private static final UserId ALICE = new UserId(1);
    private static final UserId BOB = new UserId(2);
    private static final UserId CAROL = new UserId(3);
    private static final UserId DAVE = new UserId(4);

    private final InMemoryLedger ledger = new InMemoryLedger();

    @BeforeEach
    void aliceHasAGroupWithBobAndCarol() {
        ledger.decide(new Command.Create(
                CATS, ALICE, ConversationKind.GROUP, "cats", History.ALL, List.of(BOB, CAROL), null));
    }

    @Test
    void rulesAreChangedByThoseWhoRunTheGroupAndOnlyWhereTheyDiffer() {
        GroupRules.Change notice = change("be kind", null, null, null, null);

        assertRefused(rules(BOB, notice), Refusal.FORBIDDEN);
        assertThat(rules(ALICE, notice)).isInstanceOf(Event.SettingsChanged.class);
        assertThat(rules(ALICE, notice)).isEqualTo(new Outcome.Unchanged(2));
        Event.SettingsChanged both = (Event.SettingsChanged) rules(ALICE, change("be kind", null, true, null, null));

        assertThat(both.rules()).isEqualTo(change(null, null, true, null, null));
        assertThat(summary().rules().notice()).isEqualTo("be kind");
        assertThat(summary().rules().silenced()).isTrue();
        assertThat(summary().seq()).isEqualTo(3);
        rules(ALICE, change("", null, null, null, null));
        assertThat(summary().rules().notice()).isNull();
    }

    @Test
    void whatIsChangedAtOnceIsOneEntryOrNothing() {
        GroupRules.Change tooSmall = change("be kind", null, null, 2, null);
        GroupRules.Change fitting = change("be kind", null, null, 3, null);

        assertRefused(
                ledger.decide(new Command.ChangeSettings(CATS, ALICE, "lions", null, tooSmall)), Refusal.CONFLICT);
        assertThat(summary().title()).isEqualTo("cats");
        assertThat(summary().seq()).isEqualTo(1);

        assertThat(ledger.decide(new Command.ChangeSettings(CATS, ALICE, "lions", History.ALL, fitting)))
                .isInstanceOfSatisfying(Event.SettingsChanged.class, changed -> {
                    assertThat(changed.seq()).isEqualTo(2);
                    assertThat(changed.title()).isEqualTo("lions");
                    assertThat(changed.history()).isNull();
                    assertThat(changed.rules()).isEqualTo(fitting);
                });
        assertThat(summary().title()).isEqualTo("lions");
        assertThat(summary().rules().maxMembers()).isEqualTo(3);
    }

    @Test
    void theRulesOfAnOlderCommandAreDecidedTheSame() {
        assertRefused(
                ledger.decide(new Command.ChangeRules(CATS, BOB, change("be kind", null, null, null, null))),
                Refusal.FORBIDDEN);

        assertThat(ledger.decide(new Command.ChangeRules(CATS, ALICE, change("be kind", null, null, null, null))))
                .isInstanceOf(Event.SettingsChanged.class);
        assertThat(summary().rules().notice()).isEqualTo("be kind");
    }

    @Test
    void inASilencedGroupOnlyThoseWhoRunItSaySomething() {
        Event sent = (Event) send(BOB, "before-1");
        rules(ALICE, change(null, null, true, null, null));

        assertRefused(send(BOB, "bobs-id-1"), Refusal.FORBIDDEN);
        assertThat(send(ALICE, "alices-1")).isInstanceOf(Event.MessageSent.class);
        assertThat(send(BOB, "before-1")).isInstanceOf(Outcome.Duplicate.class);
        MessageTarget target = new MessageTarget(sent.seq(), sent.ordinal(), sent.at(), BOB, Mentions.NOBODY);
        assertRefused(
                ledger.decide(new Command.Edit(CATS, BOB, target, null, "edit-id-1", "text", "{}", 10_000)),
                Refusal.FORBIDDEN);
    }

    @Test
    void aMutedMemberSaysNothingUntilTheTimeIsOver() {
        assertRefused(mute(BOB, CAROL, 5_000), Refusal.FORBIDDEN);
        assertRefused(mute(ALICE, DAVE, 5_000), Refusal.NOT_FOUND);
        assertThat(mute(ALICE, BOB, 5_000)).isInstanceOf(Event.MemberMuted.class);
        assertThat(mute(ALICE, BOB, 5_000)).isInstanceOf(Outcome.Unchanged.class);

        assertRefused(send(BOB, "bobs-id-1", 4_999), Refusal.FORBIDDEN);
        assertThat(send(BOB, "bobs-id-1", 5_000)).isInstanceOf(Event.MessageSent.class);
        mute(ALICE, BOB, 9_000);
        ledger.decide(new Command.ChangeRole(CATS, ALICE, BOB, Role.ADMIN));
        assertRefused(send(BOB, "bobs-id-2", 6_000), Refusal.FORBIDDEN);
        ledger.decide(new Command.RemoveMember(CATS, ALICE, BOB));
        ledger.decide(new Command.AddMembers(CATS, ALICE, List.of(BOB), null));
        assertThat(send(BOB, "bobs-id-2", 6_000)).isInstanceOf(Event.MessageSent.class);
    }

    @Test
    void whoeverBecomesTheOwnerMaySpeakBecauseNobodyElseCouldLetThem() {
        mute(ALICE, BOB, 9_000);

        ledger.decide(new Command.ChangeRole(CATS, ALICE, BOB, Role.OWNER));

        assertThat(send(BOB, "bobs-id-1", 6_000)).isInstanceOf(Event.MessageSent.class);
    }

    @Test
    void everybodyNamesThemselvesAndThoseAboveNameOthers() {
        assertThat(rename(BOB, BOB, "Bobby")).isInstanceOf(Event.MemberRenamed.class);
        assertThat(rename(BOB, BOB, "Bobby")).isInstanceOf(Outcome.Unchanged.class);
        assertRefused(rename(CAROL, BOB, "Rob"), Refusal.FORBIDDEN);
        assertThat(rename(ALICE, BOB, "")).isInstanceOf(Event.MemberRenamed.class);
        assertThat(requireNonNull(ledger.member(BOB)).nickname()).isNull();
    }

    @Test
    void membersAddPeopleUnlessTheRulesSayOtherwise() {
        rules(ALICE, change(null, Adding.ADMINS, null, null, null));

        assertRefused(ledger.decide(new Command.AddMembers(CATS, BOB, List.of(DAVE), null)), Refusal.FORBIDDEN);
        assertThat(ledger.decide(new Command.AddMembers(CATS, ALICE, List.of(DAVE), null)))
                .isInstanceOf(Event.MembersAdded.class);
    }

    @Test
    void aGroupKeepsToItsOwnLimit() {
        assertRefused(rules(ALICE, change(null, null, null, 2, null)), Refusal.CONFLICT);
        rules(ALICE, change(null, null, null, 3, null));

        assertRefused(ledger.decide(new Command.AddMembers(CATS, ALICE, List.of(DAVE), null)), Refusal.CONFLICT);
        rules(ALICE, change(null, null, null, 0, null));
        assertThat(ledger.decide(new Command.AddMembers(CATS, ALICE, List.of(DAVE), null)))
                .isInstanceOf(Event.MembersAdded.class);
    }

    @Test
    void somebodyJoinsByALinkWhereTheRulesSaySo() {
        Command join = new Command.Join(CATS, DAVE, null);

        assertRefused(ledger.decide(join), Refusal.FORBIDDEN);
        rules(ALICE, change(null, null, null, null, Joining.APPROVAL));
        assertRefused(ledger.decide(join), Refusal.FORBIDDEN);
        rules(ALICE, change(null, null, null, null, Joining.LINK));
        assertRefused(ledger.decide(new Command.Join(CATS, DAVE, 3)), Refusal.CONFLICT);
        assertThat(ledger.decide(join)).isInstanceOf(Event.MembersAdded.class);
        assertThat(ledger.decide(join)).isInstanceOf(Outcome.Unchanged.class);
        ledger.decide(new Command.Dissolve(CATS, ALICE));
        assertRefused(ledger.decide(join), Refusal.NOT_FOUND);
    }

    private Summary summary() {
        return requireNonNull(ledger.conversation()).summary();
    }

    private Answer rules(UserId actor, GroupRules.Change change) {
        return ledger.decide(new Command.ChangeSettings(CATS, actor, null, null, change));
    }

    private static GroupRules.Change change(
            @Nullable String notice,
            @Nullable Adding adding,
            @Nullable Boolean silenced,
            @Nullable Integer maxMembers,
            @Nullable Joining joining) {
        return new GroupRules.Change(notice, adding, silenced, maxMembers, joining);
    }

    private Answer mute(UserId actor, UserId user, long until) {
        return ledger.decide(new Command.MuteMember(CATS, actor, user, until));
    }

    private Answer rename(UserId actor, UserId user, String nickname) {
        return ledger.decide(new Command.RenameMember(CATS, actor, user, nickname));
    }

    private Answer send(UserId sender, String clientId) {
        return send(sender, clientId, 1_000);
    }

    private Answer send(UserId sender, String clientId, long time) {
        Content content = new Content("text", "{\"text\":\"hi\"}", null, Mentions.NOBODY);
        return ledger.decide(new Command.Send(CATS, sender, clientId, new MessageId(7), content), time);
    }

    private static void assertRefused(Answer answer, Refusal reason) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
