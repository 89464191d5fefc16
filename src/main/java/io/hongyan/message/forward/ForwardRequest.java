package io.hongyan.message.forward;

import io.hongyan.streams.id.ConversationId;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

/// Which messages are to be said again: one as it is, or several as one message of the kind `merged`, which a title
/// makes of one too.
public record ForwardRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String clientId,

        @NotNull ConversationId from,
        @NotEmpty @Size(max = 100) List<@NotNull Long> seqs,
        @CodePointLength(min = 1, max = 128) @Nullable String title) {

    boolean isMerged() {
        return title != null || seqs.size() > 1;
    }
}
