package io.hongyan.streams.conversation;

/// Two people, or a group of any size.
public enum ConversationKind {
    DIRECT,
    GROUP
}
