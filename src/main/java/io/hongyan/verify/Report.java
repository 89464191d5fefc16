package io.hongyan.verify;

import java.util.List;

/// What was verified: so many users with so many conversations. `drift` are the differences that stayed, `unsettled`
/// users changed whenever they were looked at, and of `storedOnly` conversations Kafka doesn't keep all that is unread,
/// so that they were counted by PostgreSQL alone.
public record Report(int users, int conversations, int unsettled, int storedOnly, List<Difference> drift) {

    public Report {
        drift = List.copyOf(drift);
    }
}
