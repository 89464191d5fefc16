package io.hongyan.account.token;

/// Whether a token that hasn't expired is still good.
public enum Standing {
    GOOD,
    /// Its device logged in anew, was logged out, or lost its refresh tokens.
    REVOKED,
    /// Its device made room for another one of its kind.
    REPLACED,
    /// Its account is disabled.
    DISABLED
}
