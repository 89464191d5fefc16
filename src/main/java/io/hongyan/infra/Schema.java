package io.hongyan.infra;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/// The schema of PostgreSQL, in the numbered files of `migrations/postgresql`.
public final class Schema {

    /// The list of migrations, on the class path.
    public static final String CHANGELOG = "migrations/postgresql/changelog.yaml";

    private Schema() {}

    /// Applies the migrations that haven't been applied yet.
    ///
    /// Safe when several nodes start at once: one holds an advisory lock of its session, which dies with it, the
    /// others wait. A lock in a table would outlive a killed process.
    ///
    /// @throws StartFailure if PostgreSQL can't be reached or refuses a migration
    public static void migrate(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            Database database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            // Liquibase talks to its user on the standard output, unless told to log.
            Scope.child(Map.of(Scope.Attr.ui.name(), new LoggerUIService()), () -> update(database, connection));
        } catch (Exception e) { // Scope's callers may throw anything.
            throw new StartFailure("PostgreSQL's schema can't be migrated: " + e.getMessage(), e);
        }
    }

    private static void update(Database database, Connection connection) throws LiquibaseException, SQLException {
        int patience = connection.getNetworkTimeout();
        try (Liquibase liquibase = new Liquibase(CHANGELOG, new ClassLoaderResourceAccessor(), database)) {
            liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
            // A migration of many rows is silent for longer than any other statement may be.
            connection.setNetworkTimeout(Runnable::run, 0);
            liquibase.update("");
            connection.setNetworkTimeout(Runnable::run, patience);
        }
    }
}
