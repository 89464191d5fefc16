package io.hongyan.streams.conversation;

/// Why the log refuses a command.
public enum Refusal {
    /// It can't be decoded, or breaks a bound.
    INVALID,
    /// There is no such conversation, or it was dissolved.
    NOT_FOUND,
    /// The actor isn't a member.
    NOT_MEMBER,
    /// The actor's role doesn't allow it.
    FORBIDDEN,
    /// The relation chain doesn't allow it.
    NOT_ALLOWED,
    /// What it is about is over: a message that was recalled.
    GONE,
    /// It contradicts the state, such as an owner who leaves.
    CONFLICT,
    /// The `clientId` was used for another content.
    CLIENT_ID_CONFLICT
}
