package io.hongyan.conversation;

import io.hongyan.conversation.MemberRepository.StoredMember;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
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
    private final Postgresql stored = new Postgresql();
    private final RecentMembers recent = new RecentMembers(1_000, stored);
    private final Members members = new Members(mailboxes, recent, stored);
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

    /// PostgreSQL gets the members from their mailboxes, of which each is as far behind as it likes; the list must be
    /// that of the last entry, whatever the pages' size.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void isTheSameHoweverFarPostgresqlIsBehind(long seed) {
        Random random = new Random(seed);
        TreeMap<UserId, ListedMember> expected = new TreeMap<>();
        create(OWNER);
        expected.put(OWNER, ListedMember.of(OWNER, Role.OWNER, 1));
        Map<UserId, Deque<StoredMember>> behind = new TreeMap<>();
        behind.put(OWNER, new ArrayDeque<>(List.of(row(OWNER, Role.OWNER, 1, false, 1))));

        for (int step = 0; step < 300; step++) {
            StoredMember changed = change(random, expected);
            behind.computeIfAbsent(changed.account(), _ -> new ArrayDeque<>()).add(changed);
            behind.values().stream()
                    .filter(rows -> !rows.isEmpty() && random.nextInt(4) == 0)
                    .forEach(rows -> stored.put(rows.remove()));
            if (random.nextInt(5) == 0) {
                recent.forgetStored();
            }
            assertThat(list(1 + random.nextInt(7))).containsExactlyElementsOf(expected.values());
        }

        behind.values().forEach(rows -> rows.forEach(stored::put));
        recent.forgetStored();
        assertThat(recent.following(GROUP, 0)).isEmpty();
        assertThat(list(3)).containsExactlyElementsOf(expected.values());
    }

    @Test
    void forgetsWhatPostgresqlHas() {
        create(OWNER, new UserId(60));
        store(60, Role.MEMBER, 1);
        recent.forgetStored();
        assertThat(recent.following(GROUP, 0)).containsOnlyKeys(OWNER);

        store(50, Role.OWNER, 1);
        recent.appended(new Event.MemberRemoved(GROUP, 2, 0, 0, OWNER, new UserId(60)), 0, 1);
        recent.forgetStored();
        assertThat(recent.following(GROUP, 0)).containsOnlyKeys(new UserId(60));

        stored.put(row(new UserId(60), Role.MEMBER, 0, true, 2));
        recent.forgetStored();
        assertThat(recent.following(GROUP, 0)).isEmpty();
    }

    @Test
    void forgetsWhoWasInADissolvedGroup() {
        create(OWNER, new UserId(60));

        recent.appended(new Event.Dissolved(GROUP, 2, 0, 0, OWNER), 0, 1);

        assertThat(recent.following(GROUP, 0)).isEmpty();
    }

    @Test
    void tellsNothingWhileItHadToForgetWhatPostgresqlLacks() {
        RecentMembers few = new RecentMembers(2, stored);
        few.appended(new Event.MembersAdded(GROUP, 2, 0, 0, OWNER, List.of(new UserId(1))), 3, 10);
        few.appended(new Event.MembersAdded(GROUP, 3, 0, 0, OWNER, List.of(new UserId(2), new UserId(3))), 3, 11);

        assertUnavailable(few);
        few.forgetStored();
        assertUnavailable(few);
        store(2, Role.MEMBER, 3);
        store(3, Role.MEMBER, 3);
        few.forgetStored();
        few.appended(new Event.MembersAdded(GROUP, 4, 0, 0, OWNER, List.of(new UserId(4))), 3, 12);

        assertThat(few.following(GROUP, 0)).containsOnlyKeys(new UserId(4));
    }

    private static void assertUnavailable(RecentMembers recent) {
        assertThatThrownBy(() -> recent.following(GROUP, 0))
                .isInstanceOfSatisfying(
                        HongyanException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    /// Changes one member, and says what PostgreSQL will have of that.
    private StoredMember change(Random random, TreeMap<UserId, ListedMember> expected) {
        UserId user = new UserId(1 + random.nextInt(40));
        ListedMember known = expected.get(user);
        seq++;
        if (known == null) {
            recent.appended(new Event.MembersAdded(GROUP, seq, 0, 0, OWNER, List.of(user)), 0, seq);
            expected.put(user, ListedMember.of(user, Role.MEMBER, seq));
            return row(user, Role.MEMBER, seq, false, seq);
        }
        if (known.role() == Role.ADMIN || random.nextBoolean()) {
            recent.appended(new Event.MemberRemoved(GROUP, seq, 0, 0, OWNER, user), 0, seq);
            expected.remove(user);
            return row(user, Role.MEMBER, 0, true, seq);
        }
        recent.appended(new Event.RoleChanged(GROUP, seq, 0, 0, OWNER, user, Role.ADMIN), 0, seq);
        expected.put(user, ListedMember.of(user, Role.ADMIN, known.joinedSeq()));
        return row(user, Role.ADMIN, known.joinedSeq(), false, known.joinedSeq());
    }

    private void create(UserId... users) {
        seq = 1;
        recent.appended(new Event.Created(GROUP, 1, 0, 0, OWNER, ConversationKind.GROUP, "鸿雁", List.of(users)), 0, 0);
    }

    private void store(long user, Role role, long joinedSeq) {
        stored.put(row(new UserId(user), role, joinedSeq, false, joinedSeq));
    }

    private static StoredMember row(UserId user, Role role, long joinedSeq, boolean hasLeft, long readSeq) {
        return new StoredMember(GROUP, user, role, joinedSeq, hasLeft, readSeq);
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

    /// The rows of one group.
    private static final class Postgresql implements MemberRepository {

        private final TreeMap<UserId, StoredMember> rows = new TreeMap<>();

        void put(StoredMember row) {
            rows.put(row.account(), row);
        }

        @Override
        public List<ListedMember> following(ConversationId conversation, long after, int limit) {
            return rows.values().stream()
                    .filter(row -> row.account().value() > after && !row.hasLeft())
                    .limit(limit)
                    .map(row -> ListedMember.of(row.account(), row.role(), row.joinedSeq()))
                    .toList();
        }

        @Override
        public List<StoredMember> find(List<ConversationId> conversations, List<UserId> accounts) {
            return accounts.stream()
                    .flatMap(user -> Stream.ofNullable(rows.get(user)))
                    .toList();
        }
    }
}
