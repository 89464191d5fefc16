package io.hongyan.bench;

import java.util.List;

/// A conversation of the benchmark and who is in it.
record Room(String conversationId, List<Participant> members) {

    /// A message remembers in the bits of an int who has it.
    static final int MAX_MEMBERS = Integer.SIZE;

    Room {
        members = List.copyOf(members);
        if (members.size() > MAX_MEMBERS) {
            throw new IllegalArgumentException("a room has at most " + MAX_MEMBERS + " members");
        }
    }
}
