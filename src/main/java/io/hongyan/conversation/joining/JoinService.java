package io.hongyan.conversation.joining;

import io.hongyan.conversation.Conversations;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.mailbox.ConversationViews;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.mailbox.Summaries;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.conversation.group.Joining;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Lets people into groups by links. Only the hashes of links are kept. Thread-safe.
public final class JoinService {

    private static final int CODE_BYTES = 15;
    private static final int MAX_REQUESTS = 200;

    private final Conversations conversations;
    private final MailboxView mailboxes;
    private final Summaries summaries;
    private final JoiningRepository stored;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public JoinService(
            Conversations conversations, MailboxView mailboxes, Summaries summaries, Jdbi jdbi, Clock clock) {
        this.conversations = conversations;
        this.mailboxes = mailboxes;
        this.summaries = summaries;
        this.stored = jdbi.onDemand(JoiningRepository.class);
        this.clock = clock;
    }

    JoinLink makeLink(UserId user, ConversationId conversation, Duration life) {
        requireAdmin(user, conversation);
        if (summary(conversation).rules().joining() == Joining.CLOSED) {
            throw new HongyanException(ErrorCode.CONFLICT, "nobody joins this group by a link; change joining first");
        }
        byte[] bytes = new byte[CODE_BYTES];
        random.nextBytes(bytes);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant expiresAt = clock.instant().plus(life);
        stored.store(hash(code), conversation, user, expiresAt);
        return new JoinLink(code, expiresAt);
    }

    /// Every link of the group is void from here on.
    void forgetLinks(UserId user, ConversationId conversation) {
        requireAdmin(user, conversation);
        stored.forgetLinks(conversation);
    }

    Joined join(UserId user, String code) {
        ConversationId conversation = stored.find(hash(code), clock.instant())
                .map(ConversationId::new)
                .orElseThrow(() -> HongyanException.notFound("This link is not good any more."));
        Summary summary = summary(conversation);
        if (mailboxes.of(user).find(conversation).isPresent()) {
            return new Joined(conversation, Joined.State.JOINED);
        }
        return switch (summary.rules().joining()) {
            case CLOSED -> throw new HongyanException(ErrorCode.FORBIDDEN, "nobody joins this group by a link");
            case LINK -> {
                conversations.join(user, conversation);
                yield new Joined(conversation, Joined.State.JOINED);
            }
            case APPROVAL -> {
                stored.request(conversation, user, clock.instant(), summary.seq());
                yield new Joined(conversation, Joined.State.REQUESTED);
            }
        };
    }

    /// Those who wait, the first of them.
    List<JoinRequest> requests(UserId user, ConversationId conversation) {
        requireAdmin(user, conversation);
        return stored.requests(conversation, MAX_REQUESTS);
    }

    /// Lets somebody in who waits. The log judges whether the user may.
    void agree(UserId user, ConversationId conversation, UserId joining) {
        requireAdmin(user, conversation);
        if (!stored.isWaiting(conversation, joining)) {
            throw HongyanException.notFound("This person doesn't wait.");
        }
        conversations.admit(user, conversation, List.of(joining));
        stored.forgetRequest(conversation, joining);
    }

    void decline(UserId user, ConversationId conversation, UserId joining) {
        requireAdmin(user, conversation);
        if (stored.forgetRequest(conversation, joining) == 0) {
            throw HongyanException.notFound("This person doesn't wait.");
        }
    }

    private void requireAdmin(UserId user, ConversationId conversation) {
        if (!mailboxes.requireMember(user, conversation).role().outranks(Role.MEMBER)) {
            throw new HongyanException(ErrorCode.FORBIDDEN, "only the owner and admins of a group let people in");
        }
    }

    private Summary summary(ConversationId conversation) {
        Summary summary = summaries.await(conversation);
        if (summary.dissolved()) {
            throw ConversationViews.notFound();
        }
        return summary;
    }

    private static byte[] hash(String code) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(code.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }
}
