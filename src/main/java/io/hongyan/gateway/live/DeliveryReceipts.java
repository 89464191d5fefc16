package io.hongyan.gateway.live;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.presence.Broadcast;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tells to whom messages of direct conversations and small groups have come, once a second and over all nodes. It is
/// lost where Redis is away: whoever misses it can ask. Thread-safe.
public final class DeliveryReceipts implements Managed {

    private static final String SAID = "reached";

    /// How many conversations one broadcast names at most, so that none is large: those of small groups may have 200
    /// members each.
    private static final int TOLD_AT_ONCE = 50;

    private final Broadcast broadcast;
    private final String node;
    private final BiConsumer<ConversationId, Map<UserId, Advance>> told;
    private final Positions positions;

    /// Groups above `maxMembers` aren't told; `told` hears, on this node, up to where some members of a conversation
    /// have its messages.
    public DeliveryReceipts(
            Broadcast broadcast,
            String node,
            int maxMembers,
            Function<ConversationId, Optional<Summary>> summaries,
            BiConsumer<ConversationId, Map<UserId, Advance>> told) {
        this.broadcast = broadcast;
        this.node = node;
        this.told = told;
        this.positions = new Positions("delivery-receipts", maxMembers, summaries, this::tell);
        broadcast.listen(this::heard);
    }

    @Override
    public void start() {
        positions.start();
    }

    @Override
    public void stop() {
        positions.stop();
    }

    /// A device of `user` has these conversations up to these entries. Returns at once.
    public void delivered(UserId user, Map<ConversationId, Long> seqs) {
        seqs.forEach((conversation, seq) -> positions.gather(conversation, user, seq));
    }

    private void tell(Map<ConversationId, Map<UserId, Advance>> delivered) {
        delivered.forEach(told);
        List<String> texts = new ArrayList<>();
        delivered.forEach((conversation, advances) -> texts.add(text(conversation, advances)));
        for (int from = 0; from < texts.size(); from += TOLD_AT_ONCE) {
            List<String> some = texts.subList(from, Math.min(texts.size(), from + TOLD_AT_ONCE));
            broadcast.say(SAID + " " + node + " " + String.join(" ", some));
        }
    }

    private static String text(ConversationId conversation, Map<UserId, Advance> advances) {
        return advances.entrySet().stream()
                .map(one -> one.getKey() + ":" + one.getValue().from() + ":"
                        + one.getValue().to())
                .collect(Collectors.joining(",", conversation + "/", ""));
    }

    /// Those of this node were told at once.
    private void heard(String text) {
        String[] parts = text.split(" ", -1);
        if (parts[0].equals(SAID) && !parts[1].equals(node)) {
            for (int i = 2; i < parts.length; i++) {
                hear(parts[i]);
            }
        }
    }

    private void hear(String text) {
        String[] parts = text.split("[/:,]", -1);
        Map<UserId, Advance> advances = new HashMap<>();
        for (int i = 1; i < parts.length; i += 3) {
            advances.put(
                    UserId.valueOf(parts[i]), new Advance(Long.parseLong(parts[i + 1]), Long.parseLong(parts[i + 2])));
        }
        told.accept(ConversationId.valueOf(parts[0]), advances);
    }
}
