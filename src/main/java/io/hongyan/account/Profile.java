package io.hongyan.account;

import io.hongyan.account.token.Caller;
import io.hongyan.account.token.Revocations;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// What people change about their own account.
final class Profile {

    private final AccountRepository repository;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Revocations revocations;

    Profile(Jdbi jdbi, Accounts accounts, Passwords passwords, Revocations revocations) {
        this.repository = jdbi.onDemand(AccountRepository.class);
        this.accounts = accounts;
        this.passwords = passwords;
        this.revocations = revocations;
    }

    Account of(Caller caller) {
        return accounts.account(caller.user());
    }

    void rename(Caller caller, String displayName) {
        repository.rename(caller.user(), displayName, AccountName.key(displayName));
        accounts.forget(caller.user());
    }

    /// Changes the password, and logs every other device out.
    ///
    /// @param current may be absent where the account has none yet
    void changePassword(Caller caller, String password, @Nullable String current) {
        String before = of(caller).passwordHash();
        if (before != null && (current == null || !passwords.matches(current, before))) {
            throw HongyanException.invalid("/currentPassword", "is not the password");
        }
        if (repository.changePassword(caller.user(), passwords.hash(password), before) == 0) {
            throw new HongyanException(ErrorCode.CONFLICT, "The password was just changed by another device.");
        }
        revocations.revokeOthers(caller.user(), caller.device());
    }
}
