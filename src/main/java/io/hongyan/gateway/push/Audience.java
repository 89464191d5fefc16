package io.hongyan.gateway.push;

import io.hongyan.streams.fanout.SharedHead;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The connected members of one conversation, and up to which entry they were all given. Guarded by [Subscriptions].
final class Audience {

    private final List<Member> members = new ArrayList<>(2);
    /// What readers share, of entries that weren't all given yet.
    private final Deque<SharedHead> heads = new ArrayDeque<>(0);

    private long fromSeq;
    private long givenSeq;
    private long givenOrdinal;

    /// `givenSeq` is the last entry, with its ordinal, that is none of this audience's business any more.
    Audience(long givenSeq, long givenOrdinal) {
        this.givenSeq = givenSeq;
        this.givenOrdinal = givenOrdinal;
    }

    /// Readers share `head` from now on; it is told when its entry is given.
    void share(SharedHead head) {
        heads.add(head);
    }

    /// The newest head whose entries were all given; null where there is no new one.
    @Nullable
    SharedHead nextHead() {
        SharedHead newest = null;
        while (!heads.isEmpty() && heads.element().seq() <= givenSeq) {
            newest = heads.remove();
        }
        return newest;
    }

    long givenSeq() {
        return givenSeq;
    }

    long givenOrdinal() {
        return givenOrdinal;
    }

    /// Moves on to an entry that is given to everybody; false if it was before.
    boolean give(long seq, long ordinal) {
        if (seq <= givenSeq) {
            return false;
        }
        if (seq > givenSeq + 1) {
            fromSeq = seq;
        }
        givenSeq = seq;
        givenOrdinal = ordinal;
        return true;
    }

    /// The first entry that could be given; those before it were gone when somebody first listened.
    long fromSeq() {
        return fromSeq;
    }

    List<Member> members() {
        return members;
    }

    void add(Member member) {
        member.place = members.size();
        members.add(member);
    }

    /// Removes a member; the last one takes its place, so that nothing has to be searched or moved.
    void remove(Member member) {
        Member last = members.removeLast();
        if (last != member) {
            members.set(member.place, last);
            last.place = member.place;
        }
    }

    boolean isEmpty() {
        return members.isEmpty();
    }
}
