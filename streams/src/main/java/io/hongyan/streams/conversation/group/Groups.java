package io.hongyan.streams.conversation.group;

import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Outcome;
import io.hongyan.streams.conversation.Refusal;
import io.hongyan.streams.conversation.Role;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import static io.hongyan.streams.conversation.Refusal.CONFLICT;
import static io.hongyan.streams.conversation.Refusal.FORBIDDEN;
import static io.hongyan.streams.conversation.Refusal.NOT_FOUND;

/// Decides how a group is run, as purely as all decisions.
public final class Groups {

    private final Situation situation;

    private Groups(Situation situation) {
        this.situation = situation;
    }

    /// Somebody in a group: their role, until when they are silenced (0 for not), and what they are called there.
    public record Person(
            Role role, long mutedUntil, @Nullable String nickname) {}

    /// A group as a command finds it. `at` is the time of the next entry; `concerned` is whom a command is about, null
    /// for nobody who is a member.
    public record Situation(
            long seq,
            long ordinal,
            long at,
            int memberCount,
            GroupRules rules,
            Role actor,
            @Nullable Person concerned) {}

    /// The answer to a member's command.
    public static Answer decide(Command.GroupChange command, Situation situation) {
        Groups groups = new Groups(situation);
        return switch (command) {
            case Command.ChangeRules change -> groups.changeRules(change);
            case Command.MuteMember mute -> groups.mute(mute);
            case Command.RenameMember rename -> groups.rename(rename);
        };
    }

    private Answer changeRules(Command.ChangeRules command) {
        if (situation.actor() == Role.MEMBER) {
            return refused(FORBIDDEN, "only the owner and admins of a group change its settings");
        }
        GroupRules.Change change = situation.rules().differing(command.change());
        if (change.isEmpty()) {
            return new Outcome.Unchanged(situation.seq());
        }
        Integer limit = change.maxMembers();
        if (limit != null && limit > 0 && limit < situation.memberCount()) {
            return refused(CONFLICT, "the group has more members than that");
        }
        return new Event.RulesChanged(
                command.conversation(), nextSeq(), situation.ordinal(), situation.at(), command.actor(), change);
    }

    private Answer mute(Command.MuteMember command) {
        Person person = situation.concerned();
        if (person == null) {
            return refused(NOT_FOUND, "this person is not a member");
        }
        if (!situation.actor().outranks(person.role())) {
            return refused(FORBIDDEN, "your role doesn't allow muting this member");
        }
        if (person.mutedUntil() == command.until()) {
            return new Outcome.Unchanged(situation.seq());
        }
        return new Event.MemberMuted(
                command.conversation(),
                nextSeq(),
                situation.ordinal(),
                situation.at(),
                command.actor(),
                command.user(),
                command.until());
    }

    private Answer rename(Command.RenameMember command) {
        Person person = situation.concerned();
        if (person == null) {
            return refused(NOT_FOUND, "this person is not a member");
        }
        if (!command.user().equals(command.actor()) && !situation.actor().outranks(person.role())) {
            return refused(FORBIDDEN, "your role doesn't allow naming this member");
        }
        String nickname = command.nickname().isEmpty() ? null : command.nickname();
        if (Objects.equals(person.nickname(), nickname)) {
            return new Outcome.Unchanged(situation.seq());
        }
        return new Event.MemberRenamed(
                command.conversation(),
                nextSeq(),
                situation.ordinal(),
                situation.at(),
                command.actor(),
                command.user(),
                command.nickname());
    }

    private long nextSeq() {
        return situation.seq() + 1;
    }

    private static Outcome refused(Refusal reason, String detail) {
        return new Outcome.Refused(reason, detail);
    }
}
