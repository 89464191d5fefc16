package io.hongyan.importing;

import io.hongyan.account.Enrollment;
import io.hongyan.conversation.Titles;
import io.hongyan.error.HongyanException;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.fanout.FanoutPolicy;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/// Groups, as commands in the log: the same ones every time, and who is in a group is added once.
final class GroupTarget implements Target {

    private static final int MAX_KEY = 128;

    private final Enrollment users;
    private final GroupRepository known;
    private final FanoutPolicy fanout;
    private final Consumer<Command> append;
    private final LongSupplier ids;

    GroupTarget(Enrollment users, Jdbi jdbi, FanoutPolicy fanout, Consumer<Command> append, LongSupplier ids) {
        this.users = users;
        this.known = jdbi.onDemand(GroupRepository.class);
        this.fanout = fanout;
        this.append = append;
        this.ids = ids;
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
        Map<String, UserId> found = users.find(names);
        Map<String, ConversationId> there =
                known.find(rows.stream().map(row -> row.require("key")).collect(Collectors.toSet())).stream()
                        .collect(Collectors.toMap(GroupRepository.Known::key, GroupRepository.Known::conversation));
        int made = 0;
        int old = 0;
        for (Row row : rows) {
            List<String> unknown = new ArrayList<>(row.list("members"));
            unknown.addFirst(row.require("owner"));
            unknown.removeIf(found::containsKey);
            if (!unknown.isEmpty()) {
                rejections.reject(row, "there is no user " + String.join(", ", unknown));
                continue;
            }
            ConversationId before = there.get(row.require("key"));
            ConversationId conversation = before == null ? claim(row.require("key")) : before;
            List<UserId> members = row.list("members").stream()
                    .map(found::get)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            OptionalInt limit = fanout.maxMembers(conversation);
            if (limit.isPresent() && members.size() >= limit.getAsInt()) {
                rejections.reject(row, "a group has at most " + limit.getAsInt() + " members under fanout.mode write");
                continue;
            }
            append(row, conversation, Objects.requireNonNull(found.get(row.require("owner"))), members, limit);
            made += before == null ? 1 : 0;
            old += before == null ? 0 : 1;
        }
        return new Outcome(made, old);
    }

    private ConversationId claim(String key) {
        known.store(key, new ConversationId(ids.getAsLong()));
        return known.find(List.of(key)).getFirst().conversation();
    }

    /// A group that is there already answers to its creation that it is there, and takes in whom it hasn't.
    private void append(Row row, ConversationId conversation, UserId owner, List<UserId> members, OptionalInt limit) {
        Integer maxMembers = limit.isPresent() ? limit.getAsInt() : null;
        List<UserId> others =
                members.stream().filter(member -> !member.equals(owner)).toList();
        List<UserId> first = others.subList(0, Math.min(others.size(), Command.MAX_USERS));
        append.accept(new Command.Create(
                conversation,
                owner,
                ConversationKind.GROUP,
                row.require("title"),
                History.SINCE_JOINED,
                first,
                maxMembers));
        for (int from = 0; from < others.size(); from += Command.MAX_USERS) {
            append.accept(new Command.AddMembers(
                    conversation,
                    owner,
                    others.subList(from, Math.min(others.size(), from + Command.MAX_USERS)),
                    maxMembers));
        }
    }
}
