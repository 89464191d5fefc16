package io.hongyan.message.operation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What operations have made of a message. `revision` is its last edit, null for none; of a recalled one nothing else
/// is shown.
public record Present(boolean recalled, @Nullable Revision revision, List<ReactionSum> reactions) {

    /// A message that nothing was done to.
    public static final Present AS_SENT = new Present(false, null, List.of());

    public Present {
        reactions = List.copyOf(reactions);
    }
}
