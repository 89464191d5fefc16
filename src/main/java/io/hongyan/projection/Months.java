package io.hongyan.projection;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The monthly partitions of `entry`, in UTC: made before they are needed, and at once for an entry of any other month.
///
/// Used by one thread; other threads and nodes may make months at the same time.
final class Months {

    private static final Logger log = LoggerFactory.getLogger(Months.class);

    /// How many months are made ahead.
    private static final int AHEAD = 2;

    private final Jdbi jdbi;
    private final Clock clock;
    private final Set<YearMonth> known = new HashSet<>();

    Months(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /// The month of a time in milliseconds since 1970.
    static YearMonth of(long at) {
        return YearMonth.from(Instant.ofEpochMilli(at).atOffset(ZoneOffset.UTC));
    }

    static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    static Instant end(YearMonth month) {
        return start(month.plusMonths(1));
    }

    /// Makes sure that the months of `rows` are there, and those ahead.
    void ensure(Rows rows) {
        Set<YearMonth> needed =
                rows.monthStarts().stream().map(MonthStart::month).collect(Collectors.toCollection(TreeSet::new));
        YearMonth current = of(clock.millis());
        for (int ahead = 0; ahead <= AHEAD; ahead++) {
            needed.add(current.plusMonths(ahead));
        }
        needed.removeAll(known);
        for (YearMonth month : needed) {
            jdbi.useTransaction(handle -> ensure(month, handle));
            known.add(month);
        }
    }

    /// Looks again at what is there: an operator may have taken a month away.
    void forget() {
        known.clear();
    }

    /// A table of its own, attached when it is ready: that doesn't lock readers out, as a partition made in place does.
    private static void ensure(YearMonth month, Handle handle) {
        handle.execute("SELECT pg_advisory_xact_lock(hashtext('hongyan-months'))");
        String table = "entry_%04d_%02d".formatted(month.getYear(), month.getMonthValue());
        if (isAttached(table, handle)) {
            return;
        }
        handle.execute("CREATE TABLE IF NOT EXISTS " + table + " (LIKE entry INCLUDING ALL)");
        handle.execute("ALTER TABLE entry ATTACH PARTITION %s FOR VALUES FROM ('%s') TO ('%s')"
                .formatted(table, start(month), end(month)));
        log.info("Entries of {} go into the table {}", month, table);
    }

    private static boolean isAttached(String table, Handle handle) {
        return handle.createQuery("""
                        SELECT EXISTS (
                            SELECT 1
                            FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
                            WHERE inhparent = 'entry'::regclass AND relname = :table)
                        """).bind("table", table).mapTo(Boolean.class).one();
    }
}
