package io.hongyan.account.token;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What an account may do beyond talking.
public enum Role {
    @JsonProperty("user")
    USER,
    /// Sees `/v1/admin`.
    @JsonProperty("admin")
    ADMIN
}
