package io.hongyan.feed.post;

import io.hongyan.account.Accounts;
import io.hongyan.account.Audit;
import io.hongyan.fanout.FanoutWish;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.id.UserId;
import org.jdbi.v3.core.Jdbi;

/// Administrators' word on how authors' posts are fanned out; every one is audited. Thread-safe.
public final class AuthorFanouts {

    private final Jdbi jdbi;
    private final Accounts accounts;
    private final Audit audit;

    public AuthorFanouts(Jdbi jdbi, Accounts accounts, Audit audit) {
        this.jdbi = jdbi;
        this.accounts = accounts;
        this.audit = audit;
    }

    /// Has an author's posts go this way from the next one on, or by the number of their followers again.
    ///
    /// @throws HongyanException `notFound` where there is no such account
    void override(UserId administrator, UserId author, FanoutWish wish) {
        accounts.user(author);
        FanoutMode mode = wish.override();
        jdbi.useTransaction(transaction -> {
            AuthorRepository authors = transaction.attach(AuthorRepository.class);
            authors.ensure(author);
            authors.override(author, mode);
            audit.record(
                    transaction,
                    administrator,
                    "override author's fan-out",
                    author.toString(),
                    mode == null ? "AUTO" : mode.name());
        });
    }
}
