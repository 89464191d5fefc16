package io.hongyan.conversation;

import io.hongyan.error.HongyanException;
import io.hongyan.mailbox.Summaries;
import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.Outcome;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Administrators' word on how conversations are fanned out. Every call returns when the log has decided.
public final class Fanouts {

    private final Function<Command, Answer> log;
    private final Summaries summaries;

    /// `log` appends a command and waits for its answer.
    public Fanouts(Function<Command, Answer> log, Summaries summaries) {
        this.log = log;
        this.summaries = summaries;
    }

    /// Fans a conversation out by `mode` whatever the configuration says; null goes by the configuration again.
    ///
    /// @throws HongyanException `notFound` if there is no such conversation
    void override(UserId administrator, ConversationId conversation, @Nullable FanoutMode mode) {
        // Also where the log would say so: anybody's typing errors needn't fill it.
        boolean known = summaries.find(conversation).isPresent();
        if (!known
                || log.apply(new Command.OverrideFanout(conversation, administrator, mode))
                        instanceof Outcome.Refused) {
            throw HongyanException.notFound("There is no such conversation.");
        }
    }
}
