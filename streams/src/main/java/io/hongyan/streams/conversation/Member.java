package io.hongyan.streams.conversation;

/// A member of a conversation; `joinedSeq` is the seq of the entry that brought them in.
record Member(Role role, long joinedSeq) {}
