package io.hongyan.relation.permission;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What holds for two people of whom nothing is remembered while Neo4j can't be asked.
public enum OutagePolicy {

    /// They may talk, as if there was no relation chain.
    @JsonProperty("allow")
    ALLOW,

    /// They are asked to try again.
    @JsonProperty("deny")
    DENY
}
