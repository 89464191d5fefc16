package io.hongyan.streams.conversation.group;

import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Outcome;
import io.hongyan.streams.conversation.Refusal;
import io.hongyan.streams.conversation.Role;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import static io.hongyan.streams.conversation.Refusal.FORBIDDEN;
import static io.hongyan.streams.conversation.Refusal.NOT_FOUND;

/// Decides what concerns one member of a group, as purely as all decisions.
public final class Groups {

    private final Situation situation;

    private Groups(Situation situation) {
        this.situation = situation;
    }

    /// Somebody in a group: their role, until when they are silenced (0 for not), and what they are called there.
    public record Person(
            Role role, long mutedUntil, @Nullable String nickname) {}

    /// A group as a command finds it. `at` is the time of the next entry; `concerned` is whom a command is about, null
    /// where they aren't a member.
    public record Situation(
            long seq,
            long ordinal,
            long at,
            Role actor,
            @Nullable Person concerned) {}

    /// The answer to a member's command.
    public static Answer decide(Command.GroupChange command, Situation situation) {
        Groups groups = new Groups(situation);
        return switch (command) {
            case Command.MuteMember mute -> groups.mute(mute);
            case Command.RenameMember rename -> groups.rename(rename);
        };
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
