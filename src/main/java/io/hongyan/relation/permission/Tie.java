package io.hongyan.relation.permission;

/// What one person is to another.
///
/// @param friend the other is among one's contacts
/// @param friendOf one is among the other's contacts
/// @param following one follows the other
/// @param followed the other follows one
/// @param blocking one has blocked the other
/// @param blocked the other has blocked one
public record Tie(
        boolean friend, boolean friendOf, boolean following, boolean followed, boolean blocking, boolean blocked) {

    /// Two who have nothing to do with each other.
    public static final Tie NONE = new Tie(false, false, false, false, false, false);

    /// Both of what the same two are to each other.
    Tie and(Tie more) {
        return new Tie(
                friend || more.friend,
                friendOf || more.friendOf,
                following || more.following,
                followed || more.followed,
                blocking || more.blocking,
                blocked || more.blocked);
    }
}
