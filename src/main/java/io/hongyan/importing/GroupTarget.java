package io.hongyan.importing;

import io.hongyan.conversation.Titles;
import io.hongyan.error.HongyanException;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.fanout.FanoutPolicy;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Groups, as commands in the log: the same ones every time, and who is in a group is added once.
final class GroupTarget implements Target {

    private static final int MAX_KEY = 128;

    private final Function<Collection<String>, Map<String, UserId>> users;
    private final GroupRepository known;
    private final FanoutPolicy fanout;
    private final Commands commands;
    private final LongSupplier ids;

    /// `users` finds people by their names, `ids` makes those of new groups.
    GroupTarget(
            Function<Collection<String>, Map<String, UserId>> users,
            GroupRepository known,
            FanoutPolicy fanout,
            Commands commands,
            LongSupplier ids) {
        this.users = users;
        this.known = known;
        this.fanout = fanout;
        this.commands = commands;
        this.ids = ids;
    }

    /// Where commands go.
    interface Commands {

        /// Appends a command; `refused` hears why a server refuses it, if one does, before [#await] returns.
        void append(Command command, Consumer<String> refused);

        /// Returns when all are answered, or no server answers.
        void await();
    }

    /// A group whose commands are on their way. Used by one thread.
    private static final class Sent {

        private final Row row;
        private final boolean made;
        private @Nullable String refusal;

        Sent(Row row, boolean made) {
            this.row = row;
            this.made = made;
        }

        /// The first reason stays: the others follow from it.
        void refuse(String reason) {
            if (refusal == null) {
                refusal = reason;
            }
        }
    }

    @Override
    public void check(Row row) {
        if (row.require("key").length() > MAX_KEY) {
            throw new Rejected("key must have at most " + MAX_KEY + " characters");
        }
        row.require("owner");
        try {
            Titles.require(row.find("title"));
        } catch (HongyanException wrong) {
            throw new Rejected("title must have 1 to 128 characters");
        }
    }

    @Override
    public Outcome store(List<Row> rows, Rejections rejections) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> {
            names.add(row.require("owner"));
            names.addAll(row.list("members"));
        });
        Map<String, UserId> found = users.apply(names);
        Map<String, ConversationId> there = new HashMap<>();
        known.find(rows.stream().map(row -> row.require("key")).collect(Collectors.toSet()))
                .forEach(group -> there.put(group.key(), group.conversation()));
        List<Sent> sent = new ArrayList<>();
        for (Row row : rows) {
            try {
                sent.add(send(row, found, there));
            } catch (Rejected wrong) {
                rejections.reject(row, String.valueOf(wrong.getMessage()));
            }
        }
        commands.await();
        int made = 0;
        int old = 0;
        for (Sent group : sent) {
            if (group.refusal != null) {
                rejections.reject(group.row, group.refusal);
            } else if (group.made) {
                made++;
            } else {
                old++;
            }
        }
        return new Outcome(made, old);
    }

    private Sent send(Row row, Map<String, UserId> found, Map<String, ConversationId> there) {
        Set<String> names = new LinkedHashSet<>();
        names.add(row.require("owner"));
        names.addAll(row.list("members"));
        String unknown = names.stream().filter(name -> !found.containsKey(name)).collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw new Rejected("there is no user " + unknown);
        }
        List<UserId> people = names.stream()
                .map(found::get)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        String key = row.require("key");
        ConversationId before = there.get(key);
        ConversationId wanted = before == null ? new ConversationId(ids.getAsLong()) : before;
        OptionalInt limit = fanout.maxMembers(wanted);
        // Before the key is taken: a group that isn't made isn't there when the import is repeated.
        if (limit.isPresent() && people.size() > limit.getAsInt()) {
            throw new Rejected("a group has at most " + limit.getAsInt() + " members under fanout.mode write");
        }
        boolean made = before == null && known.store(key, wanted) > 0;
        // Where another import took the key a moment ago, the group is that one's.
        ConversationId conversation =
                before == null && !made ? known.find(List.of(key)).getFirst().conversation() : wanted;
        there.put(key, conversation);
        Sent sent = new Sent(row, made);
        append(sent, conversation, people);
        return sent;
    }

    /// A group that is there already answers to its creation that it is there, and takes in whom it hasn't. The first
    /// of `people` owns it.
    private void append(Sent sent, ConversationId conversation, List<UserId> people) {
        OptionalInt limit = fanout.maxMembers(conversation);
        Integer maxMembers = limit.isPresent() ? limit.getAsInt() : null;
        UserId owner = people.getFirst();
        List<UserId> others = people.subList(1, people.size());
        List<UserId> first = others.subList(0, Math.min(others.size(), Command.MAX_USERS));
        commands.append(
                new Command.Create(
                        conversation,
                        owner,
                        ConversationKind.GROUP,
                        sent.row.require("title"),
                        History.SINCE_JOINED,
                        first,
                        maxMembers),
                sent::refuse);
        for (int from = 0; from < others.size(); from += Command.MAX_USERS) {
            List<UserId> added = others.subList(from, Math.min(others.size(), from + Command.MAX_USERS));
            commands.append(new Command.AddMembers(conversation, owner, added, maxMembers), sent::refuse);
        }
    }
}
