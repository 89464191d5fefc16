package io.hongyan;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import io.dropwizard.db.DataSourceFactory;
import io.hongyan.account.AccountsConfiguration;
import io.hongyan.account.token.TokensConfiguration;
import io.hongyan.fanout.FanoutConfiguration;
import io.hongyan.feed.FeedConfiguration;
import io.hongyan.gateway.GatewayConfiguration;
import io.hongyan.gateway.live.LiveConfiguration;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.LimitsConfiguration;
import io.hongyan.infra.Neo4jConfiguration;
import io.hongyan.infra.NodeConfiguration;
import io.hongyan.infra.RedisConfiguration;
import io.hongyan.media.MediaConfiguration;
import io.hongyan.message.MessagesConfiguration;
import io.hongyan.message.history.HistoryConfiguration;
import io.hongyan.notification.NotificationConfiguration;
import io.hongyan.projection.ProjectionConfiguration;
import io.hongyan.relation.RelationsConfiguration;
import io.hongyan.sync.SyncConfiguration;
import io.hongyan.sync.inbox.InboxConfiguration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/// `config.yml` as the server reads it; the file itself is the manual of its keys.
@SuppressWarnings("NullAway.Init") // Jackson fills it, and @NotNull is checked before anybody sees it.
public final class HongyanConfiguration extends Configuration {

    @JsonProperty
    @NotNull
    @Valid
    private NodeConfiguration node;

    @JsonProperty
    @NotNull
    @Valid
    private DataSourceFactory postgresql;

    @JsonProperty
    @NotNull
    @Valid
    private KafkaConfiguration kafka;

    @JsonProperty
    @NotNull
    @Valid
    private RedisConfiguration redis;

    @JsonProperty
    @NotNull
    @Valid
    private Neo4jConfiguration neo4j;

    @JsonProperty
    @NotNull
    @Valid
    private AccountsConfiguration accounts;

    @JsonProperty
    @NotNull
    @Valid
    private TokensConfiguration tokens;

    @JsonProperty
    @NotNull
    @Valid
    private LimitsConfiguration limits;

    @JsonProperty
    @NotNull
    @Valid
    private FanoutConfiguration fanout;

    @JsonProperty
    @NotNull
    @Valid
    private RelationsConfiguration relations;

    @JsonProperty
    @NotNull
    @Valid
    private MessagesConfiguration messages;

    @JsonProperty
    @NotNull
    @Valid
    private MediaConfiguration media;

    @JsonProperty
    @NotNull
    @Valid
    private HistoryConfiguration history;

    @JsonProperty
    @NotNull
    @Valid
    private GatewayConfiguration gateway;

    @JsonProperty
    @NotNull
    @Valid
    private LiveConfiguration live;

    @JsonProperty
    @NotNull
    @Valid
    private NotificationConfiguration notification;

    @JsonProperty
    @NotNull
    @Valid
    private ProjectionConfiguration projection;

    @JsonProperty
    @NotNull
    @Valid
    private InboxConfiguration inbox;

    @JsonProperty
    @NotNull
    @Valid
    private SyncConfiguration sync;

    @JsonProperty
    @NotNull
    @Valid
    private FeedConfiguration feed;

    public NodeConfiguration node() {
        return node;
    }

    public DataSourceFactory postgresql() {
        return postgresql;
    }

    public KafkaConfiguration kafka() {
        return kafka;
    }

    public RedisConfiguration redis() {
        return redis;
    }

    public Neo4jConfiguration neo4j() {
        return neo4j;
    }

    public AccountsConfiguration accounts() {
        return accounts;
    }

    public TokensConfiguration tokens() {
        return tokens;
    }

    public LimitsConfiguration limits() {
        return limits;
    }

    public FanoutConfiguration fanout() {
        return fanout;
    }

    public RelationsConfiguration relations() {
        return relations;
    }

    public MessagesConfiguration messages() {
        return messages;
    }

    public MediaConfiguration media() {
        return media;
    }

    public HistoryConfiguration history() {
        return history;
    }

    public GatewayConfiguration gateway() {
        return gateway;
    }

    public LiveConfiguration live() {
        return live;
    }

    public NotificationConfiguration notification() {
        return notification;
    }

    public ProjectionConfiguration projection() {
        return projection;
    }

    public InboxConfiguration inbox() {
        return inbox;
    }

    public SyncConfiguration sync() {
        return sync;
    }

    public FeedConfiguration feed() {
        return feed;
    }
}
