package io.hongyan.streams.conversation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.hongyan.streams.id.MessageId;

/// The answer to a command that appended nothing.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "o")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "duplicate", value = Outcome.Duplicate.class),
    @JsonSubTypes.Type(name = "recalled", value = Outcome.DoneBefore.class),
    @JsonSubTypes.Type(name = "done", value = Outcome.Done.class),
    @JsonSubTypes.Type(name = "unchanged", value = Outcome.Unchanged.class),
    @JsonSubTypes.Type(name = "refused", value = Outcome.Refused.class),
})
public sealed interface Outcome extends Answer {

    /// The message was sent before; this is the first answer again.
    record Duplicate(MessageId messageId, long seq, long ordinal, long at) implements Outcome {}

    /// What was asked of the message `target` is so already, by the entry `seq` of that time.
    record DoneBefore(long seq, long target, long at) implements Outcome {}

    /// Done, and no entry tells of it. `seq` is the conversation's head.
    record Done(long seq) implements Outcome {}

    /// It is so already. `seq` is the conversation's head.
    record Unchanged(long seq) implements Outcome {}

    /// Not done; `detail` is written for the caller.
    record Refused(Refusal reason, String detail) implements Outcome {}
}
