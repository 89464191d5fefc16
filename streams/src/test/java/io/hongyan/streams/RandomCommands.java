package io.hongyan.streams;

import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.conversation.MessageTarget;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// What people do at random in a history. A seed comes to the same as long as everything is drawn in the same order.
final class RandomCommands {

    private static final long DAY_MS = 86_400_000;

    private final Random random;
    private final int users;

    RandomCommands(Random random, int users) {
        this.random = random;
        this.users = users;
    }

    Command create(ConversationId conversation, UserId actor, UserId other) {
        return new Command.Create(
                conversation, actor, ConversationKind.GROUP, "g", History.SINCE_JOINED, List.of(other), null);
    }

    Command send(ConversationId conversation, UserId sender, String clientId) {
        UserId someone = new UserId(1 + random.nextInt(users));
        Mentions mentions = switch (random.nextInt(5)) {
            case 0 -> new Mentions(true, List.of());
            case 1 -> new Mentions(false, List.of(someone));
            default -> Mentions.NOBODY;
        };
        Content content = new Content("text", "{\"text\":\"" + clientId + "\"}", null, mentions);
        return new Command.Send(conversation, sender, clientId, new MessageId(1), content);
    }

    /// By its sender, or by `user`, who may not.
    Command recall(UserId user, Event.MessageSent message) {
        return new Command.Recall(
                message.conversation(), random.nextBoolean() ? message.actor() : user, target(message), null, DAY_MS);
    }

    /// An edit, a reaction or a pin: none of them counts.
    Command operate(UserId user, Event.MessageSent message, int step) {
        ConversationId conversation = message.conversation();
        MessageTarget target = target(message);
        return switch (random.nextInt(3)) {
            case 0 ->
                new Command.Edit(conversation, message.actor(), target, null, "edit-id-" + step, "text", "{}", DAY_MS);
            case 1 -> new Command.React(conversation, user, target, null, "👍", random.nextBoolean(), null, 0);
            default -> new Command.Pin(conversation, user, target, null, random.nextBoolean());
        };
    }

    private static MessageTarget target(Event.MessageSent message) {
        return new MessageTarget(
                message.seq(),
                message.ordinal(),
                message.at(),
                message.actor(),
                message.content().mentions());
    }

    /// True, false, or null.
    @Nullable
    Boolean perhaps() {
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> true;
            default -> false;
        };
    }

    Role role() {
        return Role.values()[random.nextInt(Role.values().length)];
    }
}
