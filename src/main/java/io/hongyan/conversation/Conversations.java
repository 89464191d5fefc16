package io.hongyan.conversation;

import io.hongyan.account.Accounts;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Idempotency;
import io.hongyan.log.Refusals;
import io.hongyan.mailbox.ConversationView;
import io.hongyan.mailbox.ConversationViews;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.mailbox.Summaries;
import io.hongyan.relation.permission.Permissions;
import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.conversation.Outcome;
import io.hongyan.streams.conversation.Refusal;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Starts conversations, changes them, and changes who is in them.
///
/// Every call returns when the log has decided and this node shows it, and blocks until then. Whoever isn't a member
/// is told `notFound`, whatever they want.
public final class Conversations {

    /// How long the creator waits to see what they made.
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final MailboxView mailboxes;
    private final Summaries summaries;
    private final ConversationViews views;
    private final Accounts accounts;
    private final Permissions permissions;
    private final Idempotency idempotency;
    private final LongSupplier ids;
    private final Function<Command, Answer> log;
    private final Refusals refusals;
    private final Function<ConversationId, OptionalInt> maxMembers;

    /// `maxMembers` says how large a group may be, where its fan-out limits that. `log` appends a command and waits for
    /// its answer.
    public Conversations(
            MailboxView mailboxes,
            Summaries summaries,
            ConversationViews views,
            Accounts accounts,
            Permissions permissions,
            Idempotency idempotency,
            LongSupplier ids,
            Function<Command, Answer> log,
            Refusals refusals,
            Function<ConversationId, OptionalInt> maxMembers) {
        this.mailboxes = mailboxes;
        this.summaries = summaries;
        this.views = views;
        this.accounts = accounts;
        this.permissions = permissions;
        this.idempotency = idempotency;
        this.ids = ids;
        this.log = log;
        this.refusals = refusals;
        this.maxMembers = maxMembers;
    }

    /// A conversation as its member sees it.
    public ConversationView find(UserId user, ConversationId conversation) {
        return views.await(user, conversation);
    }

    /// A conversation that the log has just made, for the one who had it made.
    ConversationView created(UserId user, ConversationId conversation) {
        return views.await(user, conversation, PATIENCE)
                .orElseThrow(() -> new HongyanException(
                        ErrorCode.TIMEOUT, "It was created, but can't be read yet; try the same again."));
    }

    /// Starts a group. With the same `idempotencyKey` the same group is given again.
    ConversationView createGroup(UserId owner, NewGroup group, @Nullable String idempotencyKey) {
        requireExisting("/memberIds", group.members());
        permissions.requireAll(owner, group.members());
        ConversationId conversation =
                new ConversationId(idempotency.claim("group " + owner, idempotencyKey, group.toString(), ids));
        ask(new Command.Create(
                conversation,
                owner,
                ConversationKind.GROUP,
                group.title(),
                group.history(),
                group.members(),
                maxMembers(conversation)));
        return created(owner, conversation);
    }

    /// Changes what isn't null, or nothing where some may not be changed so.
    ConversationView change(
            UserId user,
            ConversationId conversation,
            @Nullable String title,
            @Nullable History history,
            GroupRules.Change rules) {
        askAsMember(new Command.ChangeSettings(conversation, user, title, history, rules));
        return views.await(user, conversation);
    }

    /// Ends a group for everybody.
    void dissolve(UserId user, ConversationId conversation) {
        askAsMember(new Command.Dissolve(conversation, user));
    }

    /// Adds people, and gives those who weren't members before.
    public List<UserId> add(UserId user, ConversationId conversation, List<UserId> added) {
        mailboxes.requireMember(user, conversation);
        requireExisting("/userIds", added);
        permissions.requireAll(user, added);
        return admit(user, conversation, added);
    }

    /// Adds people who have asked for it, whatever they are to the user.
    public List<UserId> admit(UserId user, ConversationId conversation, List<UserId> added) {
        return askAsMember(new Command.AddMembers(conversation, user, added, maxMembers(conversation)))
                        instanceof Event.MembersAdded event
                ? event.users()
                : List.of();
    }

    /// Removes a member; leaves, where that is the user.
    void remove(UserId user, ConversationId conversation, UserId member) {
        askAsMember(new Command.RemoveMember(conversation, user, member));
    }

    /// Gives a member another role.
    void changeRole(UserId user, ConversationId conversation, UserId member, Role role) {
        askAsMember(new Command.ChangeRole(conversation, user, member, role));
    }

    /// Keeps a member from saying anything until then.
    void mute(UserId user, ConversationId conversation, UserId member, Instant until) {
        askAsMember(new Command.MuteMember(conversation, user, member, until.toEpochMilli()));
    }

    /// Calls a member so in this group; by their own name, where that is empty.
    void rename(UserId user, ConversationId conversation, UserId member, String nickname) {
        askAsMember(new Command.RenameMember(conversation, user, member, nickname));
    }

    /// Makes a user a member who came by a link.
    public void join(UserId user, ConversationId conversation) {
        ask(new Command.Join(conversation, user, maxMembers(conversation)));
        created(user, conversation);
    }

    /// A limit that may refuse a command rides in it, so that a replay under another configuration decides the same.
    private @Nullable Integer maxMembers(ConversationId conversation) {
        OptionalInt limit = maxMembers.apply(conversation);
        return limit.isPresent() ? limit.getAsInt() : null;
    }

    private Answer askAsMember(Command command) {
        mailboxes.requireMember(command.actor(), command.conversation());
        Answer answer = ask(command);
        if (answer instanceof Event event) {
            if (isSummarised(event)) {
                summaries.awaitSeq(event.conversation(), event.seq(), PATIENCE);
            }
            mailboxes.awaitSeq(event.actor(), event.conversation(), event.seq(), PATIENCE);
        }
        return answer;
    }

    /// What a member is called, and whether they may speak, is in no summary.
    private static boolean isSummarised(Event event) {
        return !(event instanceof Event.MemberMuted || event instanceof Event.MemberRenamed);
    }

    private Answer ask(Command command) {
        Answer answer = log.apply(command);
        if (answer instanceof Outcome.Refused refused) {
            // Only a send may learn that its sender was a member a moment ago.
            throw refused.reason() == Refusal.NOT_MEMBER
                    ? ConversationViews.notFound()
                    : refusals.problem(refused, command.actor(), command.conversation());
        }
        return answer;
    }

    private void requireExisting(String pointer, List<UserId> users) {
        Set<UserId> existing = users.isEmpty() ? Set.of() : accounts.existing(users);
        List<UserId> missing =
                users.stream().filter(user -> !existing.contains(user)).toList();
        if (!missing.isEmpty()) {
            throw HongyanException.invalid(pointer, "names nobody with " + missing.getFirst());
        }
    }
}
