package io.hongyan.conversation;

import io.hongyan.account.Audit;
import io.hongyan.error.HongyanException;
import io.hongyan.mailbox.Summaries;
import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.Outcome;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Administrators' word on how conversations are fanned out. Every call is audited, and returns when the log has
/// decided.
public final class Fanouts {

    /// What such a word is called in the audit; its target is the conversation.
    private static final String ACT = "override fan-out";

    private static final String AUTO = "AUTO";

    private final Jdbi jdbi;
    private final Audit audit;
    private final Function<Command, Answer> log;
    private final Summaries summaries;

    /// `log` appends a command and waits for its answer.
    public Fanouts(Jdbi jdbi, Audit audit, Function<Command, Answer> log, Summaries summaries) {
        this.jdbi = jdbi;
        this.audit = audit;
        this.log = log;
        this.summaries = summaries;
    }

    /// Fans a conversation out by `mode` whatever the configuration says; null goes by the configuration again.
    ///
    /// @throws HongyanException `notFound` if there is no such conversation
    void override(UserId administrator, ConversationId conversation, @Nullable FanoutMode mode) {
        // Also where the log would say so: anybody's typing errors needn't fill it.
        if (summaries.find(conversation).isEmpty()) {
            throw notFound();
        }
        // First the row: what nobody could tell afterwards isn't done.
        jdbi.useTransaction(transaction -> {
            audit.record(transaction, administrator, ACT, conversation.toString(), mode == null ? AUTO : mode.name());
            if (log.apply(new Command.OverrideFanout(conversation, administrator, mode)) instanceof Outcome.Refused) {
                throw notFound();
            }
        });
    }

    /// The words that hold, by conversation, as the audit has them.
    public static Map<ConversationId, FanoutMode> audited(Jdbi jdbi) {
        Map<ConversationId, FanoutMode> words = new HashMap<>();
        Audit.lastDetails(jdbi, ACT).forEach((conversation, mode) -> {
            if (!mode.equals(AUTO)) {
                words.put(ConversationId.valueOf(conversation), FanoutMode.valueOf(mode));
            }
        });
        return words;
    }

    private static HongyanException notFound() {
        return HongyanException.notFound("There is no such conversation.");
    }
}
