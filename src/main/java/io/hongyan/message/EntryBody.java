package io.hongyan.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hongyan.infra.Json;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.id.UserId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The bodies of entries that aren't messages, as JSON.
final class EntryBody {

    /// How many ids an entry lists; `count` says how many it is about.
    static final int MAX_USERS = 100;

    private static final JsonFactory JSON = Json.factory();

    private EntryBody() {}

    static String of(Event.Created created) {
        return member("created", created.users(), null);
    }

    static String of(Event.MembersAdded added) {
        return member(added.users().equals(List.of(added.actor())) ? "joined" : "added", added.users(), null);
    }

    static String of(Event.MemberRemoved removed) {
        return member(removed.user().equals(removed.actor()) ? "left" : "removed", List.of(removed.user()), null);
    }

    static String of(Event.RoleChanged changed) {
        return member("role", List.of(changed.user()), changed.role());
    }

    static String of(Event.SettingsChanged changed) {
        return object(json -> {
            if (changed.title() != null) {
                json.writeStringField("title", changed.title());
            }
            if (changed.history() != null) {
                json.writeStringField("history", wireName(changed.history()));
            }
            if (changed.rules() != null) {
                write(changed.rules(), json);
            }
        });
    }

    static String of(Event.RulesChanged changed) {
        return object(json -> write(changed.change(), json));
    }

    private static void write(GroupRules.Change change, JsonGenerator json) throws IOException {
        if (change.notice() != null) {
            json.writeStringField("notice", change.notice());
        }
        if (change.adding() != null) {
            json.writeStringField("adding", change.adding().name().toLowerCase(Locale.ROOT));
        }
        if (change.silenced() != null) {
            json.writeBooleanField("silenced", change.silenced());
        }
        if (change.maxMembers() != null) {
            json.writeNumberField("maxMembers", change.maxMembers());
        }
        if (change.joining() != null) {
            json.writeStringField("joining", change.joining().name().toLowerCase(Locale.ROOT));
        }
    }

    static String of(Event.MemberMuted muted) {
        return concerning("muted", muted.user(), "until", Json.TIME.format(Instant.ofEpochMilli(muted.until())));
    }

    static String of(Event.MemberRenamed renamed) {
        return concerning("nickname", renamed.user(), "nickname", renamed.nickname());
    }

    private static String concerning(String action, UserId user, String field, String value) {
        return object(json -> {
            json.writeStringField("action", action);
            json.writeArrayFieldStart("userIds");
            json.writeString(user.toString());
            json.writeEndArray();
            json.writeNumberField("count", 1);
            json.writeStringField(field, value);
        });
    }

    static String of(Event.MessageReacted reaction) {
        return object(json -> {
            json.writeStringField("emoji", reaction.emoji());
            json.writeBooleanField("on", reaction.on());
        });
    }

    static String of(Event.MessagePinned pin) {
        return object(json -> json.writeBooleanField("on", pin.on()));
    }

    static String dissolved() {
        return "{\"dissolved\":true}";
    }

    private static String member(String action, List<UserId> users, @Nullable Role role) {
        return object(json -> {
            json.writeStringField("action", action);
            json.writeArrayFieldStart("userIds");
            for (UserId user : users.subList(0, Math.min(MAX_USERS, users.size()))) {
                json.writeString(user.toString());
            }
            json.writeEndArray();
            json.writeNumberField("count", users.size());
            if (role != null) {
                json.writeStringField("role", role.name().toLowerCase(Locale.ROOT));
            }
        });
    }

    private static String wireName(History history) {
        return switch (history) {
            case SINCE_JOINED -> "sinceJoined";
            case ALL -> "all";
        };
    }

    private static String object(Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private interface Fields {

        void write(JsonGenerator json) throws IOException;
    }
}
