package io.hongyan.rebuild;

import io.hongyan.rebuild.FoundConversation.MemberRow;
import io.hongyan.rebuild.FoundConversation.Turn;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.UserId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNullElse;

/// Who is in a conversation, by its entries and by the rows of its members: both were written from topics of their own,
/// so one may be ahead of the other. What an entry says of a person holds; the rows tell of those whom no entry names.
final class Memberships {

    /// A member, and the entry that brought them in.
    ///
    /// @param mutedUntil until when they may say nothing; 0 where they may
    /// @param nickname what they are called; null for their own name
    record Place(
            Role role,
            long joinedSeq,
            long mutedUntil,
            @Nullable String nickname) {

        Place(Role role, long joinedSeq) {
            this(role, joinedSeq, 0, null);
        }
    }

    private final Map<UserId, Place> places = new HashMap<>();
    private final Role creator;

    private Memberships(Role creator) {
        this.creator = creator;
    }

    static Map<UserId, Place> of(FoundConversation found, ConversationKind kind) {
        Memberships memberships = new Memberships(kind.creatorRole());
        if (found.dissolved()) {
            return Map.of();
        }
        for (MemberRow row : found.members()) {
            if (!row.left() && row.joinedSeq() <= found.head().seq()) {
                memberships.places.put(row.user(), new Place(row.role(), row.joinedSeq()));
            }
        }
        found.turns().forEach(memberships::take);
        return memberships.places;
    }

    private void take(Turn turn) {
        switch (turn.action()) {
            case "created" ->
                turn.users().forEach(user -> join(user, turn.seq(), user.equals(turn.actor()) ? creator : Role.MEMBER));
            case "added", "joined" -> turn.users().forEach(user -> join(user, turn.seq(), Role.MEMBER));
            case "left", "removed" -> turn.users().forEach(user -> leave(user, turn.seq()));
            case "role" -> turn.users().forEach(user -> promote(user, turn));
            case "muted" -> turn.users().forEach(user -> mute(user, turn));
            case "nickname" -> turn.users().forEach(user -> rename(user, turn));
            default -> throw new IllegalStateException("an entry about members says " + turn.action());
        }
    }

    private void join(UserId user, long seq, Role role) {
        Place known = places.get(user);
        if (known == null || known.joinedSeq() < seq) {
            places.put(user, new Place(role, seq));
        }
    }

    private void leave(UserId user, long seq) {
        Place known = places.get(user);
        if (known != null && known.joinedSeq() < seq) {
            places.remove(user);
        }
    }

    private void promote(UserId user, Turn turn) {
        Role role = requireNonNullElse(turn.role(), Role.MEMBER);
        become(user, turn.seq(), role);
        if (role == Role.OWNER) {
            become(turn.actor(), turn.seq(), Role.ADMIN);
        }
    }

    private void become(UserId user, long seq, Role role) {
        Place known = places.get(user);
        if (known != null && known.joinedSeq() < seq) {
            long mutedUntil = role == Role.OWNER ? 0 : known.mutedUntil();
            places.put(user, new Place(role, known.joinedSeq(), mutedUntil, known.nickname()));
        }
    }

    private void mute(UserId user, Turn turn) {
        Place known = places.get(user);
        if (known != null && known.joinedSeq() < turn.seq()) {
            places.put(user, new Place(known.role(), known.joinedSeq(), turn.mutedUntil(), known.nickname()));
        }
    }

    private void rename(UserId user, Turn turn) {
        Place known = places.get(user);
        if (known != null && known.joinedSeq() < turn.seq()) {
            String nickname = turn.nickname() == null || turn.nickname().isEmpty() ? null : turn.nickname();
            places.put(user, new Place(known.role(), known.joinedSeq(), known.mutedUntil(), nickname));
        }
    }

    /// The owner among members.
    static @Nullable UserId owner(Map<UserId, Place> places) {
        return places.entrySet().stream()
                .filter(place -> place.getValue().role() == Role.OWNER)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
