package io.hongyan.relation.acquaintance;

import io.hongyan.account.User;

/// Somebody whom one may know.
///
/// @param commonFriends contacts of one's contacts that lead to them
/// @param commonGroups groups in which both are, counted among the smaller ones
public record Suggestion(User user, int commonFriends, int commonGroups) {}
