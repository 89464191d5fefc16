package io.hongyan.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.account.token.AccessTokens;
import io.hongyan.account.token.Revocations;
import io.hongyan.conversation.DirectConversations;
import io.hongyan.mailbox.ConversationViews;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.mailbox.Marks;
import io.hongyan.mailbox.Summaries;
import io.hongyan.message.MessageService;
import io.hongyan.message.Recalls;
import io.hongyan.message.history.History;
import io.hongyan.message.history.Tail;
import io.hongyan.message.history.Visibility;
import io.hongyan.sync.SyncService;
import io.hongyan.sync.cursor.CursorCodec;
import io.hongyan.sync.inbox.DeviceCursors;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/// What the gateway stands on.
public record GatewayNeeds(
        AccessTokens tokens,
        Revocations revocations,
        MessageService messages,
        Recalls recalls,
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
        MeterRegistry metrics,
        ObjectMapper json,
        String node,
        Clock clock) {}
