package io.hongyan.streams.conversation;

import io.hongyan.streams.conversation.group.Adding;
import io.hongyan.streams.conversation.group.Groups;
import io.hongyan.streams.conversation.group.Joining;
import io.hongyan.streams.conversation.operation.Operations;
import io.hongyan.streams.conversation.operation.Place;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.id.UserId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static io.hongyan.streams.conversation.Refusal.CONFLICT;
import static io.hongyan.streams.conversation.Refusal.FORBIDDEN;
import static io.hongyan.streams.conversation.Refusal.INVALID;
import static io.hongyan.streams.conversation.Refusal.NOT_ALLOWED;
import static io.hongyan.streams.conversation.Refusal.NOT_FOUND;
import static io.hongyan.streams.conversation.Refusal.NOT_MEMBER;

/// Decides commands: what a command does to a conversation, if anything.
///
/// Pure: the same state, command and time give the same answer, so that a replay numbers as the first run did. It
/// changes nothing; whoever asks applies the event.
final class Decision {

    /// How large a group may grow.
    static final int MAX_MEMBERS = 100_000;

    private final Ledger ledger;
    private final long time;

    private Decision(Ledger ledger, long time) {
        this.ledger = ledger;
        this.time = time;
    }

    /// The answer to `command` at `time`, in milliseconds since 1970.
    static Answer of(Ledger ledger, Command command, long time) {
        Decision decision = new Decision(ledger, time);
        if (command instanceof Command.Barred barred) {
            return decision.firstAnswer(
                    barred.command(), refused(NOT_ALLOWED, "This person doesn't take messages from you."));
        }
        Conversation conversation = ledger.conversation();
        if (command instanceof Command.Create create) {
            return conversation == null ? decision.create(create) : decision.createAgain(conversation, create);
        }
        if (conversation == null) {
            return noConversation();
        }
        if (conversation.dissolved()) {
            return decision.firstAnswer(command, noConversation());
        }
        if (command instanceof Command.OverrideFanout override) {
            return override.mode() == conversation.override()
                    ? new Outcome.Unchanged(conversation.seq())
                    : new Outcome.Done(conversation.seq());
        }
        Member actor = ledger.member(command.actor());
        if (command instanceof Command.Join join) {
            return actor == null ? decision.join(conversation, join) : new Outcome.Unchanged(conversation.seq());
        }
        if (actor == null) {
            return decision.firstAnswer(command, refused(NOT_MEMBER, "you are not a member of this conversation"));
        }
        return switch (command) {
            case Command.Send send -> decision.send(conversation, actor, send);
            case Command.Operation operation -> decision.operate(conversation, actor, operation);
            case Command.AddMembers add -> decision.add(conversation, actor, add);
            case Command.RemoveMember remove -> decision.remove(conversation, actor, remove);
            case Command.ChangeRole change -> decision.changeRole(conversation, actor, change);
            case Command.ChangeSettings change -> decision.changeSettings(conversation, actor, change);
            case Command.ChangeRules change -> decision.changeSettings(conversation, actor, change.asSettings());
            case Command.Dissolve dissolve -> decision.dissolve(conversation, actor, dissolve);
            case Command.GroupChange change -> decision.changeGroup(conversation, actor, change);
            case Command.Create _, Command.OverrideFanout _, Command.Join _, Command.Barred _ ->
                throw new IllegalStateException("decided above");
        };
    }

    private Answer create(Command.Create create) {
        List<UserId> users = Stream.concat(Stream.of(create.actor()), create.members().stream())
                .distinct()
                .toList();
        if (create.members().size() > Command.MAX_USERS) {
            return refused(INVALID, "at most " + Command.MAX_USERS + " people at once");
        }
        boolean alone = create.members().equals(List.of(create.actor()));
        if (create.kind() == ConversationKind.DIRECT && users.size() != 2 && !alone) {
            return refused(INVALID, "a direct conversation is between two people, or with oneself");
        }
        if (create.kind() == ConversationKind.GROUP && isAbove(create.maxMembers(), users.size())) {
            return tooLarge(create.maxMembers());
        }
        return new Event.Created(
                create.conversation(), 1, 0, time, create.actor(), create.kind(), create.title(), users);
    }

    private Answer createAgain(Conversation conversation, Command.Create create) {
        if (conversation.dissolved()) {
            return noConversation();
        }
        return conversation.isWhat(create)
                ? new Outcome.Unchanged(conversation.seq())
                : refused(CONFLICT, "another conversation has this id");
    }

    /// A retry of what was acknowledged while its sender might do it keeps its answer; all else is refused.
    private Answer firstAnswer(Command command, Outcome refusal) {
        return switch (command) {
            case Command.Send send -> {
                Sent sent = ledger.sent(send.actor(), send.clientId());
                yield sent == null ? refusal : sent.answer(send.content());
            }
            case Command.Edit edit -> {
                Sent sent = ledger.sent(edit.actor(), edit.clientId());
                yield sent == null ? refusal : sent.answer(edit);
            }
            case Command _ -> refusal;
        };
    }

    private static Outcome noConversation() {
        return refused(NOT_FOUND, "there is no such conversation");
    }

    private Answer send(Conversation conversation, Member actor, Command.Send send) {
        Sent sent = ledger.sent(send.actor(), send.clientId());
        if (sent != null) {
            return sent.answer(send.content());
        }
        if (isSilenced(conversation, actor)) {
            return refused(FORBIDDEN, "you may say nothing here at the moment");
        }
        Long replyTo = send.content().replyTo();
        if (replyTo != null && (replyTo < firstVisible(conversation, actor) || replyTo > conversation.seq())) {
            return refused(INVALID, "replyTo names an entry that doesn't exist, or that you may not see");
        }
        return new Event.MessageSent(
                conversation.id(),
                conversation.seq() + 1,
                conversation.ordinal() + 1,
                at(conversation),
                send.actor(),
                send.messageId(),
                send.clientId(),
                send.content());
    }

    private Answer operate(Conversation conversation, Member actor, Command.Operation operation) {
        if (operation instanceof Command.Edit edit) {
            Sent sent = ledger.sent(edit.actor(), edit.clientId());
            if (sent != null) {
                return sent.answer(edit);
            }
            if (isSilenced(conversation, actor)) {
                return refused(FORBIDDEN, "you may say nothing here at the moment");
            }
        }
        return Operations.decide(
                operation,
                new Place(
                        conversation.kind(),
                        conversation.seq(),
                        conversation.ordinal(),
                        at(conversation),
                        time,
                        actor.role(),
                        conversation.pinned()),
                ledger);
    }

    private boolean isSilenced(Conversation conversation, Member member) {
        // Whoever became the owner before that ended their being muted may speak too.
        boolean muted = member.mutedUntil() > time && member.role() != Role.OWNER;
        return muted || (conversation.rules().silenced() && member.role() == Role.MEMBER);
    }

    private Answer changeGroup(Conversation conversation, Member actor, Command.GroupChange change) {
        if (conversation.kind() == ConversationKind.DIRECT) {
            return refused(FORBIDDEN, "a direct conversation has no rules");
        }
        Member concerned = ledger.member(change.user());
        return Groups.decide(
                change,
                new Groups.Situation(
                        conversation.seq(),
                        conversation.ordinal(),
                        at(conversation),
                        actor.role(),
                        concerned == null
                                ? null
                                : new Groups.Person(concerned.role(), concerned.mutedUntil(), concerned.nickname())));
    }

    private Answer join(Conversation conversation, Command.Join join) {
        if (conversation.kind() == ConversationKind.DIRECT
                || conversation.rules().joining() != Joining.LINK) {
            return refused(FORBIDDEN, "nobody joins this group by a link");
        }
        return addedOrFull(conversation, join.actor(), List.of(join.actor()), join.maxMembers());
    }

    private static long firstVisible(Conversation conversation, Member member) {
        return conversation.history() == History.ALL ? 1 : member.joinedSeq();
    }

    private static boolean isAbove(@Nullable Integer limit, int members) {
        return limit != null && members > limit;
    }

    private static Outcome tooLarge(@Nullable Integer limit) {
        return refused(CONFLICT, "a group has at most " + limit + " members");
    }

    private Answer add(Conversation conversation, Member actor, Command.AddMembers add) {
        if (conversation.kind() == ConversationKind.DIRECT) {
            return refused(FORBIDDEN, "nobody can be added to a direct conversation");
        }
        if (conversation.rules().adding() == Adding.ADMINS && actor.role() == Role.MEMBER) {
            return refused(FORBIDDEN, "only the owner and admins add people to this group");
        }
        if (add.users().size() > Command.MAX_USERS) {
            return refused(INVALID, "at most " + Command.MAX_USERS + " people at once");
        }
        List<UserId> added = add.users().stream()
                .distinct()
                .filter(user -> ledger.member(user) == null)
                .toList();
        if (added.isEmpty()) {
            return new Outcome.Unchanged(conversation.seq());
        }
        return addedOrFull(conversation, add.actor(), added, add.maxMembers());
    }

    private Answer addedOrFull(
            Conversation conversation, UserId actor, List<UserId> added, @Nullable Integer maxMembers) {
        int members = conversation.memberCount() + added.size();
        if (members > MAX_MEMBERS) {
            return tooLarge(MAX_MEMBERS);
        }
        if (isAbove(conversation.rules().maxMembers(), members)) {
            return tooLarge(conversation.rules().maxMembers());
        }
        // Whom an administrator has exempted from write fan-out is exempt from its limit.
        if (conversation.override() != FanoutMode.READ && isAbove(maxMembers, members)) {
            return tooLarge(maxMembers);
        }
        return new Event.MembersAdded(
                conversation.id(), conversation.seq() + 1, conversation.ordinal(), at(conversation), actor, added);
    }

    private Answer remove(Conversation conversation, Member actor, Command.RemoveMember remove) {
        if (conversation.kind() == ConversationKind.DIRECT) {
            return refused(FORBIDDEN, "a direct conversation has no way out");
        }
        boolean leaving = remove.user().equals(remove.actor());
        if (leaving && actor.role() == Role.OWNER) {
            return refused(CONFLICT, "the owner hands the group over or dissolves it before leaving");
        }
        Member member = ledger.member(remove.user());
        if (member == null) {
            return new Outcome.Unchanged(conversation.seq());
        }
        if (!leaving && !actor.role().outranks(member.role())) {
            return refused(FORBIDDEN, "your role doesn't allow removing this member");
        }
        return new Event.MemberRemoved(
                conversation.id(),
                conversation.seq() + 1,
                conversation.ordinal(),
                at(conversation),
                remove.actor(),
                remove.user());
    }

    private Answer changeRole(Conversation conversation, Member actor, Command.ChangeRole change) {
        if (actor.role() != Role.OWNER) {
            return refused(FORBIDDEN, "only the owner gives roles");
        }
        Member member = ledger.member(change.user());
        if (member == null) {
            return refused(NOT_FOUND, "this person is not a member");
        }
        if (member.role() == change.role()) {
            return new Outcome.Unchanged(conversation.seq());
        }
        if (change.user().equals(change.actor())) {
            return refused(CONFLICT, "the owner hands the group over to somebody else");
        }
        return new Event.RoleChanged(
                conversation.id(),
                conversation.seq() + 1,
                conversation.ordinal(),
                at(conversation),
                change.actor(),
                change.user(),
                change.role());
    }

    private Answer changeSettings(Conversation conversation, Member actor, Command.ChangeSettings change) {
        return Settings.decide(change, conversation, actor.role(), at(conversation));
    }

    private Answer dissolve(Conversation conversation, Member actor, Command.Dissolve dissolve) {
        if (!Objects.equals(conversation.owner(), dissolve.actor()) || actor.role() != Role.OWNER) {
            return refused(FORBIDDEN, "only a group's owner dissolves it");
        }
        return new Event.Dissolved(
                conversation.id(), conversation.seq() + 1, conversation.ordinal(), at(conversation), dissolve.actor());
    }

    /// The time of the next entry: the log's, but never before the entry above it.
    private long at(Conversation conversation) {
        return Math.max(time, conversation.at());
    }

    private static Outcome refused(Refusal reason, String detail) {
        return new Outcome.Refused(reason, detail);
    }
}
