package io.hongyan.fault;

import java.util.List;

/// A conversation, and who talks in it, by their places among all.
record Chat(String id, List<Integer> members) {}
