package io.hongyan.relation.acquaintance;

import io.hongyan.relation.permission.Tie;
import io.hongyan.streams.id.UserId;
import org.jspecify.annotations.Nullable;

/// What somebody is to the caller. That they have blocked the caller is not told.
///
/// @param contact they are among the caller's contacts
/// @param mutual and the caller among theirs
/// @param distance contacts from the caller to them, 1 for one's own; absent beyond 3
/// @param followers how many follow them
public record Acquaintance(
        UserId userId,
        boolean contact,
        boolean mutual,
        boolean following,
        boolean followed,
        boolean blocked,
        @Nullable Integer distance,
        long followers,
        long followees) {

    static Acquaintance of(UserId user, Tie tie, @Nullable Integer distance, long followers, long followees) {
        return new Acquaintance(
                user,
                tie.friend(),
                tie.friend() && tie.friendOf(),
                tie.following(),
                tie.followed(),
                tie.blocking(),
                distance,
                followers,
                followees);
    }
}
