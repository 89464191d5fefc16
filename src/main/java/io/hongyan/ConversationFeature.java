package io.hongyan;

import io.dropwizard.jersey.setup.JerseyEnvironment;
import io.hongyan.account.AccountFeature;
import io.hongyan.account.Accounts;
import io.hongyan.conversation.ConversationResource;
import io.hongyan.conversation.Conversations;
import io.hongyan.conversation.ConversationsResource;
import io.hongyan.conversation.DirectConversations;
import io.hongyan.conversation.FanoutResource;
import io.hongyan.conversation.Fanouts;
import io.hongyan.conversation.MemberVisibility;
import io.hongyan.conversation.Members;
import io.hongyan.conversation.MembersResource;
import io.hongyan.conversation.draft.DraftListener;
import io.hongyan.conversation.draft.DraftRepository;
import io.hongyan.conversation.draft.DraftResource;
import io.hongyan.conversation.draft.DraftsResource;
import io.hongyan.conversation.joining.ExpiredLinks;
import io.hongyan.conversation.joining.JoinResource;
import io.hongyan.conversation.joining.JoinService;
import io.hongyan.conversation.joining.LinksResource;
import io.hongyan.conversation.joining.RequestsResource;
import io.hongyan.conversation.receipt.DeliveredPositions;
import io.hongyan.conversation.receipt.Receipts;
import io.hongyan.conversation.receipt.ReceiptsResource;
import io.hongyan.infra.Idempotency;
import io.hongyan.infra.Snowflake;
import io.hongyan.mailbox.ConversationListResource;
import io.hongyan.mailbox.MailboxLooks;
import io.hongyan.mailbox.MarkResource;
import io.hongyan.mailbox.StoredMailboxes;
import io.hongyan.mailbox.UnreadResource;
import io.hongyan.message.EncodedEntry;
import io.hongyan.message.MessageResource;
import io.hongyan.message.forward.ForwardResource;
import io.hongyan.message.forward.Forwards;
import io.hongyan.message.history.EntriesResource;
import io.hongyan.message.operation.Operations;
import io.hongyan.message.operation.OperationsResource;
import io.hongyan.message.operation.PinsResource;
import io.hongyan.message.search.Search;
import io.hongyan.message.search.SearchResource;
import io.hongyan.relation.permission.Permissions;
import io.hongyan.streams.fanout.FanoutPolicy;
import io.hongyan.streams.id.ConversationId;
import java.time.Clock;
import org.jdbi.v3.core.Jdbi;

/// What people do with conversations over HTTP, on top of [Messaging].
record ConversationFeature(
        Messaging messaging,
        MailboxLooks looks,
        Conversations conversations,
        DirectConversations directs,
        Members members,
        MemberVisibility visibility,
        Search search,
        Operations operations,
        Receipts receipts,
        JoinService joining,
        ExpiredLinks expiredLinks,
        DraftRepository drafts,
        DraftListener draftListener,
        Clock clock,
        Fanouts fanouts) {

    /// What every feature stands on, and who hears of drafts.
    record Base(
            Connections connections,
            DraftListener draftListener,
            Idempotency idempotency,
            Snowflake ids,
            Clock clock) {}

    static ConversationFeature assemble(
            HongyanConfiguration configuration,
            Messaging messaging,
            AccountFeature account,
            Permissions permissions,
            Base base) {
        Connections connections = base.connections();
        Snowflake ids = base.ids();
        Clock clock = base.clock();
        Jdbi jdbi = connections.jdbi();
        FanoutPolicy fanout = configuration.fanout().policy();
        Accounts accounts = account.accounts();
        MemberVisibility visibility = new MemberVisibility(messaging.mailboxes(), messaging.summaries());
        Conversations conversations = new Conversations(
                messaging.mailboxes(),
                messaging.summaries(),
                messaging.conversations(),
                accounts,
                permissions,
                base.idempotency(),
                ids::next,
                messaging.log()::ask,
                messaging.refusals(),
                fanout::maxMembers);
        return new ConversationFeature(
                messaging,
                new MailboxLooks(messaging.mailboxes(), new StoredMailboxes(jdbi)),
                conversations,
                new DirectConversations(
                        jdbi,
                        accounts,
                        permissions,
                        () -> new ConversationId(ids.next()),
                        messaging.summaries(),
                        messaging.log()::ask,
                        messaging.refusals()),
                new Members(messaging.mailboxes(), messaging.members(), jdbi),
                visibility,
                new Search(
                        visibility,
                        messaging.history(),
                        messaging.tail(),
                        jdbi,
                        configuration.history().searches()),
                new Operations(
                        visibility,
                        messaging.history(),
                        messaging.history()::findSent,
                        messaging.contents(),
                        messaging.limit(),
                        messaging.relations(),
                        messaging.log()::append,
                        messaging.refusals(),
                        configuration.messages().times(),
                        clock),
                new Receipts(
                        visibility, messaging.history(), new DeliveredPositions(connections.redis())::reached, jdbi),
                new JoinService(conversations, messaging.mailboxes(), messaging.summaries(), jdbi, clock),
                new ExpiredLinks(jdbi, clock),
                jdbi.onDemand(DraftRepository.class),
                base.draftListener(),
                clock,
                new Fanouts(jdbi, account.audit(), messaging.log()::ask, messaging.summaries()));
    }

    void register(JerseyEnvironment jersey) {
        jersey.register(new ConversationsResource(conversations, directs));
        jersey.register(new ConversationResource(conversations));
        jersey.register(new MembersResource(conversations, members));
        jersey.register(new FanoutResource(fanouts));
        jersey.register(new EntriesResource(messaging.history(), visibility));
        jersey.register(new MessageResource(messaging.messages()));
        jersey.register(new SearchResource(search));
        jersey.register(new OperationsResource(operations, visibility, messaging.history()));
        jersey.register(new ReceiptsResource(receipts));
        jersey.register(new JoinResource(joining));
        jersey.register(new LinksResource(joining));
        jersey.register(new RequestsResource(joining));
        jersey.register(new DraftsResource(drafts));
        jersey.register(new DraftResource(drafts, draftListener, messaging.mailboxes(), clock));
        jersey.register(
                new ForwardResource(new Forwards(messaging.messages(), visibility, messaging.history(), this::entry)));
        jersey.register(new PinsResource(
                visibility,
                conversation -> messaging.summaries().await(conversation).pinned(),
                this::entry));
        jersey.register(new ConversationListResource(looks, messaging.conversations()));
        jersey.register(new MarkResource(messaging.marks()));
        jersey.register(messaging.neighbours().resource(messaging.mailboxes()));
        jersey.register(new UnreadResource(looks));
    }

    private EncodedEntry entry(ConversationId conversation, long seq) {
        return messaging.history().range(conversation, seq, seq).getFirst();
    }
}
