package io.hongyan.log;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.streams.conversation.Outcome;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.function.BiPredicate;

/// Turns the log's refusals into problem answers. Thread-safe.
public final class Refusals {

    private final BiPredicate<UserId, ConversationId> knownMember;

    /// @param knownMember whether this node's views say that a user is a member of a conversation
    public Refusals(BiPredicate<UserId, ConversationId> knownMember) {
        this.knownMember = knownMember;
    }

    /// The problem for `actor`.
    ///
    /// Who isn't a member may not learn that there is a conversation, so the answer is `notFound`; except for
    /// whoever this node still takes for a member: they were removed a moment ago, and may know.
    public HongyanException problem(Outcome.Refused refused, UserId actor, ConversationId conversation) {
        return switch (refused.reason()) {
            case NOT_MEMBER ->
                knownMember.test(actor, conversation)
                        ? new HongyanException(ErrorCode.NOT_MEMBER, refused.detail())
                        : HongyanException.notFound("there is no such conversation");
            case INVALID -> new HongyanException(ErrorCode.INVALID, refused.detail());
            case NOT_FOUND -> HongyanException.notFound(refused.detail());
            case FORBIDDEN -> new HongyanException(ErrorCode.FORBIDDEN, refused.detail());
            case NOT_ALLOWED -> new HongyanException(ErrorCode.NOT_ALLOWED, refused.detail());
            case GONE -> new HongyanException(ErrorCode.GONE, refused.detail());
            case CONFLICT -> new HongyanException(ErrorCode.CONFLICT, refused.detail());
            case CLIENT_ID_CONFLICT -> new HongyanException(ErrorCode.CLIENT_ID_CONFLICT, refused.detail());
        };
    }
}
