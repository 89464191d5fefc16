package io.hongyan.infra;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.apache.kafka.common.IsolationLevel;

/// When senders are answered and members are pushed what was decided.
public enum Dispatch {

    /// As soon as it is decided: a commit later it is the same, as the decision depends on durable commands alone.
    @JsonProperty("early")
    EARLY(IsolationLevel.READ_UNCOMMITTED),

    /// When the decision is committed.
    @JsonProperty("committed")
    COMMITTED(IsolationLevel.READ_COMMITTED);

    private final IsolationLevel isolation;

    Dispatch(IsolationLevel isolation) {
        this.isolation = isolation;
    }

    /// What a reader of decisions has to be shown.
    public IsolationLevel isolation() {
        return isolation;
    }
}
