/// Accounts: who there is, how they register and log in, and what administrators do with them.
///
/// Owned by PostgreSQL; a name is unique by its [AccountName#key].
@NullMarked
package io.hongyan.account;

import org.jspecify.annotations.NullMarked;
