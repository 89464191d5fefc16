package io.hongyan.projection;

import io.hongyan.streams.id.ConversationId;
import java.time.YearMonth;

/// The lowest seq of a conversation that a month has.
record MonthStart(ConversationId conversation, YearMonth month, long firstSeq) {}
