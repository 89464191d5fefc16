package io.hongyan.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.account.token.AccessTokens;
import io.hongyan.account.token.Revocations;
import io.hongyan.conversation.DirectConversations;
import io.hongyan.gateway.live.Company;
import io.hongyan.gateway.push.Subscriptions;
import io.hongyan.gateway.push.Writers;
import io.hongyan.mailbox.ConversationViews;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.mailbox.Marks;
import io.hongyan.mailbox.Summaries;
import io.hongyan.message.MessageService;
import io.hongyan.message.history.History;
import io.hongyan.message.history.Tail;
import io.hongyan.message.history.Visibility;
import io.hongyan.message.operation.Operations;
import io.hongyan.sync.Delivering;
import io.hongyan.sync.SyncService;
import io.hongyan.sync.cursor.CursorCodec;
import io.hongyan.sync.inbox.DeviceCursors;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.Function;

/// What the gateway stands on. `company` is that of the people whom subscriptions know.
public record GatewayNeeds(
        AccessTokens tokens,
        Revocations revocations,
        MessageService messages,
        Operations operations,
        DirectConversations directs,
        Marks marks,
        MailboxView mailboxes,
        ConversationViews conversations,
        Summaries summaries,
        Tail tail,
        History history,
        Visibility visibility,
        SyncService syncs,
        CursorCodec cursors,
        DeviceCursors deviceCursors,
        Delivering delivering,
        Function<Subscriptions, Company> company,
        Writers writers,
        MeterRegistry metrics,
        ObjectMapper json,
        String node,
        Clock clock) {}
