package io.hongyan.streams.conversation;

/// What a command is answered with: the event that it appended, or why it appended nothing.
public sealed interface Answer permits Event, Outcome {}
