package io.hongyan.rebuild;

import io.hongyan.rebuild.FoundConversation.Head;
import io.hongyan.rebuild.FoundConversation.MemberRow;
import io.hongyan.rebuild.FoundConversation.MessageRow;
import io.hongyan.rebuild.FoundConversation.Row;
import io.hongyan.rebuild.FoundConversation.Turn;
import io.hongyan.rebuild.Memberships.Place;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// What PostgreSQL has was written from several topics, each as far as it had come.
final class RebuiltConversationTest {

    private static final UserId ANNA = new UserId(1);
    private static final UserId BEN = new UserId(2);
    private static final UserId CARL = new UserId(3);
    private static final Turn CREATED = turn(1, 0, ANNA, "created", ANNA, BEN);

    @Test
    void countsWhatAMemberHasNotRead() {
        Session ben = session(
                rebuilt(
                        row(20),
                        List.of(member(ANNA, Role.OWNER, 1, 1, 0), member(BEN, Role.MEMBER, 1, 2, 1)),
                        CREATED),
                BEN);

        assertThat(ben.unread()).isEqualTo(1);
        assertThat(ben.mentions()).containsExactly(5L);
        assertThat(ben.readSeq()).isEqualTo(2);
        assertThat(ben.messageSeq()).isEqualTo(5);
        assertThat(ben.headSeq()).isEqualTo(6);
    }

    @Test
    void whoeverOnlyAnEntryNamesIsAMemberSinceThen() {
        RebuiltConversation found = rebuilt(null, List.of(), CREATED, turn(4, 2, ANNA, "added", CARL));

        assertThat(found.members())
                .containsEntry(ANNA, new Place(Role.OWNER, 1))
                .containsEntry(CARL, new Place(Role.MEMBER, 4));
        assertThat(session(found, CARL).unread()).isEqualTo(1);
        assertThat(found.state().owner()).isEqualTo(ANNA);
        assertThat(found.state().creator()).isEqualTo(ANNA);
        assertThat(found.state().memberCount()).isEqualTo(3);
    }

    @Test
    void whoeverARowStillHasAndAnEntryTookOutIsOut() {
        RebuiltConversation found = rebuilt(
                row(1),
                List.of(member(ANNA, Role.OWNER, 1, 1, 0), member(BEN, Role.MEMBER, 1, 1, 0)),
                CREATED,
                turn(4, 2, ANNA, "removed", BEN));

        assertThat(found.members()).containsOnlyKeys(ANNA);
        assertThat(found.sessions()).containsOnlyKeys(ANNA);
    }

    @Test
    void whatIsBeyondTheLastEntryIsLost() {
        RebuiltConversation found = rebuilt(
                row(9),
                List.of(
                        member(ANNA, Role.OWNER, 1, 8, 7),
                        member(BEN, Role.MEMBER, 1, 1, 0),
                        member(CARL, Role.MEMBER, 7, 7, 3)),
                CREATED);

        assertThat(found.members()).doesNotContainKey(CARL);
        assertThat(session(found, ANNA).readSeq()).isEqualTo(6);
        assertThat(session(found, ANNA).readOrdinal()).isEqualTo(3);
        assertThat(found.state().changedSeq()).isEqualTo(6);
        assertThat(found.state().seq()).isEqualTo(6);
    }

    @Test
    void handingTheGroupOverMakesTheOwnerAnAdmin() {
        Turn handed = new Turn(4, 2, 4_000, ANNA, "role", List.of(BEN), Role.OWNER, 0, null);

        RebuiltConversation found = rebuilt(null, List.of(), CREATED, handed);

        assertThat(found.members())
                .containsEntry(ANNA, new Place(Role.ADMIN, 1))
                .containsEntry(BEN, new Place(Role.OWNER, 1));
        assertThat(found.state().owner()).isEqualTo(BEN);
    }

    @Test
    void aDissolvedGroupHasNobody() {
        FoundConversation dissolved = new FoundConversation(
                new ConversationId(7),
                new Head(6, 3, 6_000, 5, 5_000),
                row(1),
                false,
                List.of(member(ANNA, Role.OWNER, 1, 1, 0)),
                List.of(CREATED),
                true,
                List.of());

        RebuiltConversation found = RebuiltConversation.of(dissolved, null);

        assertThat(found.state().dissolved()).isTrue();
        assertThat(found.sessions()).isEmpty();
    }

    /// A group of six entries: messages by Anna at 2, 3 and 5, of which that at 3 is recalled by the last.
    private static RebuiltConversation rebuilt(@Nullable Row row, List<MemberRow> members, Turn... turns) {
        List<MessageRow> messages = List.of(
                new MessageRow(2, 1, ANNA, Mentions.NOBODY, false),
                new MessageRow(3, 2, ANNA, new Mentions(true, List.of()), true),
                new MessageRow(5, 3, ANNA, new Mentions(false, List.of(BEN)), false));
        return RebuiltConversation.of(
                new FoundConversation(
                        new ConversationId(7),
                        new Head(6, 3, 6_000, 5, 5_000),
                        row,
                        false,
                        members,
                        List.of(turns),
                        false,
                        messages),
                null);
    }

    private static Session session(RebuiltConversation found, UserId user) {
        return requireNonNull(found.sessions().get(user));
    }

    private static Row row(long seq) {
        return new Row(
                seq, ConversationKind.GROUP, "title", ANNA, List.of(), History.ALL, false, List.of(), GroupRules.FIRST);
    }

    private static MemberRow member(UserId user, Role role, long joinedSeq, long readSeq, long readOrdinal) {
        return new MemberRow(user, role, joinedSeq, false, readSeq, readOrdinal, false, false, false, false);
    }

    private static Turn turn(long seq, long ordinal, UserId actor, String action, UserId... users) {
        return new Turn(seq, ordinal, seq * 1_000, actor, action, List.of(users), null, 0, null);
    }
}
