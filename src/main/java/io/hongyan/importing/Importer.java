package io.hongyan.importing;

import io.hongyan.account.Enrollment;
import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.Progress;
import io.hongyan.relation.contact.ContactBook;
import io.hongyan.relation.graph.Graph;
import io.hongyan.streams.fanout.FanoutPolicy;
import jakarta.validation.Validator;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Jdbi;

/// Puts an import together.
public final class Importer {

    /// What an import writes to.
    public record Base(
            Enrollment enrollment,
            Jdbi jdbi,
            Graph graph,
            KafkaConfiguration kafka,
            FanoutPolicy fanout,
            LongSupplier ids,
            Validator validator,
            Clock clock) {}

    private final Base base;
    private final Progress progress;
    private final PrintStream out;

    /// `out` is told what is rejected, and what has been done in the end.
    public Importer(Base base, Progress progress, PrintStream out) {
        this.base = base;
        this.progress = progress;
        this.out = out;
    }

    /// Brings the files in; how many rows were rejected. What was begun and not ended may simply be repeated.
    public int run(List<Path> files) {
        try (ImportLog log = new ImportLog(base.kafka())) {
            Map<Kind, Target> targets = Map.of(
                    Kind.USERS, new UserTarget(base.enrollment(), base.validator()),
                    Kind.CONTACTS,
                            new ContactTarget(
                                    base.enrollment(),
                                    new ContactBook(base.graph(), base.clock()),
                                    log::changed,
                                    base.validator()),
                    Kind.GROUPS,
                            new GroupTarget(
                                    base.enrollment()::find,
                                    base.jdbi().onDemand(GroupRepository.class),
                                    base.fanout(),
                                    log,
                                    base.ids()));
            int rejected = new Importing(targets, progress, out).run(files);
            if (log.unanswered() > 0) {
                out.printf(
                        Locale.ROOT,
                        "No server has answered to %,d changes of groups: they wait for one in the log,"
                                + " and what it refuses is not told here.%n",
                        log.unanswered());
            }
            return rejected;
        }
    }
}
