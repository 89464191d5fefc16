package io.hongyan.streams.conversation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.hongyan.streams.id.ConversationId;

/// A record of a conversation's log: an entry of its timeline, or a switch of its fan-out, which is no entry.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "e")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "message", value = Event.MessageSent.class),
    @JsonSubTypes.Type(name = "recall", value = Event.MessageRecalled.class),
    @JsonSubTypes.Type(name = "edit", value = Event.MessageEdited.class),
    @JsonSubTypes.Type(name = "react", value = Event.MessageReacted.class),
    @JsonSubTypes.Type(name = "pin", value = Event.MessagePinned.class),
    @JsonSubTypes.Type(name = "created", value = Event.Created.class),
    @JsonSubTypes.Type(name = "added", value = Event.MembersAdded.class),
    @JsonSubTypes.Type(name = "removed", value = Event.MemberRemoved.class),
    @JsonSubTypes.Type(name = "role", value = Event.RoleChanged.class),
    @JsonSubTypes.Type(name = "settings", value = Event.SettingsChanged.class),
    @JsonSubTypes.Type(name = "rules", value = Event.RulesChanged.class),
    @JsonSubTypes.Type(name = "muted", value = Event.MemberMuted.class),
    @JsonSubTypes.Type(name = "renamed", value = Event.MemberRenamed.class),
    @JsonSubTypes.Type(name = "dissolved", value = Event.Dissolved.class),
    @JsonSubTypes.Type(name = "fanout", value = FanoutSwitched.class),
})
public sealed interface Recorded permits Event, FanoutSwitched {

    ConversationId conversation();
}
