package io.hongyan.projection;

import io.hongyan.message.Entry;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Records as rows: of what they say of one row several times, the last; of recalls of one message, the first.
final class Rows {

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Message, Event.MessageRecalled> recalls = new HashMap<>();
    private final Map<Message, Event.MessageEdited> edits = new HashMap<>();
    private final Map<Reaction, Event.MessageReacted> reactions = new HashMap<>();
    private final Map<Member, Event.MemberRenamed> nicknames = new HashMap<>();
    private final Map<Member, Event.MemberMuted> muted = new HashMap<>();
    private final Map<Member, Joiner> joiners = new HashMap<>();
    private final Set<ConversationId> dissolved = new HashSet<>();
    private final Map<ConversationMonth, MonthStart> monthStarts = new HashMap<>();
    private final Map<ConversationId, Head> heads = new HashMap<>();
    private final Map<ConversationId, Summary> conversations = new HashMap<>();
    private final Map<Member, Membership> members = new HashMap<>();
    private final List<Item> deadLetters = new ArrayList<>();

    private Rows() {}

    static Rows of(List<Item> items) {
        Rows rows = new Rows();
        items.forEach(rows::add);
        return rows;
    }

    static Rows ofMembers(List<Membership> members) {
        Rows rows = new Rows();
        rows.addMembers(members);
        return rows;
    }

    private void addMembers(List<Membership> changed) {
        changed.forEach(
                membership -> members.put(new Member(membership.user(), membership.conversation()), membership));
    }

    private void add(Item item) {
        switch (item.change()) {
            case Change.Appended(Event event, Entry entry) -> add(event, entry);
            case Change.Summarised(Summary summary) -> conversations.put(summary.conversation(), summary);
            case Change.MembersChanged(List<Membership> changed) -> addMembers(changed);
            case Change.Refused _ -> deadLetters.add(item);
        }
    }

    private void add(Event event, Entry entry) {
        YearMonth month = Months.of(event.at());
        entries.add(entry);
        switch (event) {
            case Event.Operation operation -> add(operation);
            case Event.MemberRenamed renamed ->
                nicknames.put(new Member(renamed.user(), renamed.conversation()), renamed);
            case Event.MemberMuted mute -> muted.put(new Member(mute.user(), mute.conversation()), mute);
            case Event.MembersAdded added ->
                added.users()
                        .forEach(user -> joiners.put(
                                new Member(user, added.conversation()),
                                new Joiner(user, added.conversation(), added.seq())));
            case Event.Dissolved end -> dissolved.add(end.conversation());
            case Event _ -> {}
        }
        monthStarts.putIfAbsent(
                new ConversationMonth(event.conversation(), month),
                new MonthStart(event.conversation(), month, event.seq()));
        heads.merge(event.conversation(), Head.of(event), Head::then);
    }

    private void add(Event.Operation operation) {
        Message message =
                new Message(operation.conversation(), operation.target().seq());
        switch (operation) {
            case Event.MessageRecalled recall -> recalls.putIfAbsent(message, recall);
            case Event.MessageEdited edit -> edits.put(message, edit);
            case Event.MessageReacted reaction ->
                reactions.put(new Reaction(message, reaction.emoji(), reaction.actor()), reaction);
            // Its conversation's summary says it.
            case Event.MessagePinned _ -> {}
        }
    }

    Collection<Entry> entries() {
        return entries;
    }

    Collection<Event.MessageRecalled> recalls() {
        return recalls.values();
    }

    Collection<Event.MessageEdited> edits() {
        return edits.values();
    }

    Collection<Event.MessageReacted> reactions() {
        return reactions.values();
    }

    Collection<Event.MemberRenamed> nicknames() {
        return nicknames.values();
    }

    Collection<Event.MemberMuted> muted() {
        return muted.values();
    }

    /// Those who have come into groups.
    Collection<Joiner> joiners() {
        return joiners.values();
    }

    Collection<ConversationId> dissolved() {
        return dissolved;
    }

    Collection<MonthStart> monthStarts() {
        return monthStarts.values();
    }

    Collection<Head> heads() {
        return heads.values();
    }

    Collection<Summary> conversations() {
        return conversations.values();
    }

    Collection<Membership> members() {
        return members.values();
    }

    Collection<Item> deadLetters() {
        return deadLetters;
    }

    /// Somebody who has come into a group by the entry `seq`.
    record Joiner(UserId user, ConversationId conversation, long seq) {}

    private record ConversationMonth(ConversationId conversation, YearMonth month) {}

    private record Message(ConversationId conversation, long seq) {}

    private record Reaction(Message message, String emoji, UserId user) {}

    private record Member(UserId user, ConversationId conversation) {}
}
