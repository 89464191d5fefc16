package io.hongyan.account;

import io.hongyan.account.token.Role;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/// All accounts.
@RegisterConstructorMapper(Account.class)
@RegisterConstructorMapper(AccountRepository.Named.class)
interface AccountRepository {

    /// Stores an account unless its name is taken or it is stored already; says how many were stored.
    @SqlUpdate("""
            INSERT INTO account (id, name, name_key, display_name, display_key, password_hash, role, created_at)
            VALUES (:id, :name, :nameKey, :displayName, :displayKey, :passwordHash, :role, :createdAt)
            ON CONFLICT DO NOTHING
            """)
    int store(@BindMethods Account account, String nameKey, String displayKey);

    /// Stores accounts without passwords, but for those whose name is taken.
    @SqlUpdate("""
            INSERT INTO account (id, name, name_key, display_name, display_key, role, created_at)
            SELECT id, name, name_key, display_name, display_key, role, :time
            FROM unnest(:ids, :names, :nameKeys, :displayNames, :displayKeys, :roles)
                AS given (id, name, name_key, display_name, display_key, role)
            ON CONFLICT (name_key) DO NOTHING
            """)
    void storeAll(
            List<UserId> ids,
            List<String> names,
            List<String> nameKeys,
            List<String> displayNames,
            List<String> displayKeys,
            List<String> roles,
            Instant time);

    @SqlQuery("""
            SELECT id, name, display_name, password_hash, role, created_at, disabled_at
            FROM account
            WHERE name_key = :key
            """)
    Optional<Account> findByName(@Bind("key") String key);

    @SqlQuery("""
            SELECT id, name, display_name, password_hash, role, created_at, disabled_at
            FROM account
            WHERE id = :id
            """)
    Optional<Account> find(UserId id);

    @SqlQuery("""
            SELECT id, name, display_name, password_hash, role, created_at, disabled_at
            FROM account
            WHERE id = ANY (:ids)
            """)
    List<Account> findAll(Collection<UserId> ids);

    @SqlQuery("SELECT id, name, display_name, name_key FROM account WHERE name_key = ANY (:keys)")
    List<Named> findAllByName(Collection<String> keys);

    @SqlQuery("SELECT EXISTS (SELECT 1 FROM account WHERE role = 'ADMIN')")
    boolean hasAdministrator();

    /// At most `limit` active accounts whose name starts with what lies between `from` and `to`, from after `after`
    /// on.
    @SqlQuery("""
            SELECT id, name, display_name, name_key AS key
            FROM account
            WHERE name_key >= :from AND name_key < :to AND name_key > :after AND disabled_at IS NULL
            ORDER BY name_key
            LIMIT :limit
            """)
    @RegisterConstructorMapper(Match.class)
    List<Match> matchNames(String from, String to, String after, int limit);

    /// The same by display name, without those whose name matches.
    @SqlQuery("""
            SELECT id, name, display_name, display_key AS key
            FROM account
            WHERE display_key >= :from AND display_key < :to
              AND (display_key, id) > (:after, :afterId)
              AND NOT (name_key >= :from AND name_key < :to)
              AND disabled_at IS NULL
            ORDER BY display_key, id
            LIMIT :limit
            """)
    @RegisterConstructorMapper(Match.class)
    List<Match> matchDisplayNames(String from, String to, String after, long afterId, int limit);

    @SqlUpdate("UPDATE account SET display_name = :displayName, display_key = :displayKey WHERE id = :id")
    void rename(UserId id, String displayName, String displayKey);

    /// Changes a password unless it was changed meanwhile.
    @SqlUpdate("""
            UPDATE account SET password_hash = :hash
            WHERE id = :id AND password_hash IS NOT DISTINCT FROM :before
            """)
    int changePassword(UserId id, String hash, @Nullable String before);

    @SqlUpdate("UPDATE account SET disabled_at = :time WHERE id = :id")
    void disable(UserId id, @Nullable Instant time);

    @SqlUpdate("UPDATE account SET role = :role WHERE id = :id")
    void assign(UserId id, Role role);

    /// An account with the key its name is compared by.
    record Named(UserId id, String name, String displayName, String nameKey) {}

    /// A search's find with the key it was found by.
    record Match(UserId id, String name, String displayName, String key) {

        User user() {
            return new User(id, name, displayName);
        }
    }
}
