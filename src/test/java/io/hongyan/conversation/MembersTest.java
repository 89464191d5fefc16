package io.hongyan.conversation;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Delivery;
import io.hongyan.streams.mailbox.SimulatedMailboxes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class MembersTest {

    private static final ConversationId GROUP = new ConversationId(7);
    private static final UserId OWNER = new UserId(50);

    private final MailboxView mailboxes = new MailboxView(1, _ -> null, _ -> Optional.empty());
    private final RecentMembers recent = new RecentMembers();
    private final TreeMap<UserId, ListedMember> stored = new TreeMap<>();
    private final Members members = new Members(mailboxes, recent, this::following);
    private long seq;

    @BeforeEach
    void ownerIsAMember() {
        SimulatedMailboxes log = new SimulatedMailboxes();
        mailboxes.opened(0, log);
        mailboxes.changed(
                0,
                log.deliver(new Delivery(
                        GROUP, 1, 0, 0, OWNER, Delivery.Effect.JOINED, Role.OWNER, false, List.of(), List.of(OWNER))));
    }

    @Test
    void showsAGroupBeforePostgresqlHasIt() {
        create(OWNER, new UserId(60));

        assertThat(list(50))
                .containsExactly(
                        ListedMember.of(OWNER, Role.OWNER, 1), ListedMember.of(new UserId(60), Role.MEMBER, 1));
    }

    @Test
    void showsWhatPostgresqlHasAndWhatItLacks() {
        store(40, Role.MEMBER, 2);
        store(50, Role.OWNER, 1);
        store(60, Role.MEMBER, 3);

        recent.appended(new Event.MembersAdded(GROUP, 10, 0, 0, OWNER, List.of(new UserId(45))), 0, 1);
        recent.appended(new Event.MemberRemoved(GROUP, 11, 0, 0, OWNER, new UserId(40)), 0, 2);
        recent.appended(new Event.RoleChanged(GROUP, 12, 0, 0, OWNER, new UserId(60), Role.OWNER), 0, 3);

        assertThat(list(1))
                .containsExactly(
                        ListedMember.of(new UserId(45), Role.MEMBER, 10),
                        ListedMember.of(OWNER, Role.ADMIN, 1),
                        ListedMember.of(new UserId(60), Role.OWNER, 3));
    }

    /// PostgreSQL stops at a random entry; the list must be that of the last one, whatever the pages' size.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void isTheSameHoweverFarPostgresqlIsBehind(long seed) {
        Random random = new Random(seed);
        TreeMap<UserId, ListedMember> expected = new TreeMap<>();
        create(OWNER);
        expected.put(OWNER, ListedMember.of(OWNER, Role.OWNER, 1));
        int behind = random.nextInt(200);

        for (int step = 0; step < 200; step++) {
            if (step == behind) {
                stored.putAll(expected);
            }
            change(random, expected);
        }

        assertThat(list(1 + random.nextInt(7))).containsExactlyElementsOf(expected.values());
    }

    @Test
    void forgetsWhatPostgresqlHas() {
        create(OWNER, new UserId(60));
        recent.appended(new Event.MemberRemoved(GROUP, 2, 0, 0, OWNER, new UserId(60)), 0, 1);

        recent.confirmed(Map.of(0, 1L));
        assertThat(recent.following(GROUP, 0)).containsOnlyKeys(new UserId(60));
        recent.confirmed(Map.of(0, 2L));

        assertThat(recent.following(GROUP, 0)).isEmpty();
    }

    @Test
    void tellsNothingWhileItHadToForgetWhatPostgresqlLacks() {
        RecentMembers few = new RecentMembers(2);
        few.appended(new Event.MembersAdded(GROUP, 2, 0, 0, OWNER, List.of(new UserId(1))), 3, 10);
        few.appended(new Event.MembersAdded(GROUP, 3, 0, 0, OWNER, List.of(new UserId(2), new UserId(3))), 3, 11);

        assertThatThrownBy(() -> few.following(GROUP, 0))
                .isInstanceOfSatisfying(
                        HongyanException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        few.confirmed(Map.of(3, 11L));

        assertThat(few.following(GROUP, 0)).containsOnlyKeys(new UserId(2), new UserId(3));
    }

    private void change(Random random, TreeMap<UserId, ListedMember> expected) {
        UserId user = new UserId(1 + random.nextInt(40));
        ListedMember known = expected.get(user);
        seq++;
        if (known == null) {
            recent.appended(new Event.MembersAdded(GROUP, seq, 0, 0, OWNER, List.of(user)), 0, seq);
            expected.put(user, ListedMember.of(user, Role.MEMBER, seq));
        } else if (random.nextBoolean()) {
            recent.appended(new Event.MemberRemoved(GROUP, seq, 0, 0, OWNER, user), 0, seq);
            expected.remove(user);
        } else {
            recent.appended(new Event.RoleChanged(GROUP, seq, 0, 0, OWNER, user, Role.ADMIN), 0, seq);
            expected.put(user, ListedMember.of(user, Role.ADMIN, known.joinedSeq()));
        }
    }

    private void create(UserId... users) {
        seq = 1;
        recent.appended(new Event.Created(GROUP, 1, 0, 0, OWNER, ConversationKind.GROUP, "鸿雁", List.of(users)), 0, 0);
    }

    private void store(long user, Role role, long joinedSeq) {
        stored.put(new UserId(user), ListedMember.of(new UserId(user), role, joinedSeq));
    }

    private List<ListedMember> list(int limit) {
        List<ListedMember> all = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            MemberPage page = members.page(OWNER, GROUP, cursor, limit);
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    private List<ListedMember> following(ConversationId conversation, long after, int limit) {
        return stored.values().stream()
                .filter(member -> member.userId().value() > after)
                .limit(limit)
                .toList();
    }
}
