package io.hongyan.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Damaged data of an engine, as a user of the jar meets it: one sentence that names the engine, its log and what it
/// says itself, exit code 1, and no engine goes on.
@Tag("apart")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CorruptDataIT {

    private final Path data;

    CorruptDataIT() throws IOException {
        data = TestFolder.empty("corrupt-data").toAbsolutePath();
    }

    @BeforeAll
    void makeData() throws InterruptedException {
        StandaloneEngines.start(data, System.out, EnumSet.complementOf(EnumSet.of(EngineName.NEO4J)))
                .close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    postgresql/global/pg_control | PostgreSQL | postgresql.log | FATAL:  database files are incompatible
                    kafka/log/meta.properties    | Kafka      | kafka.log      | node ID not found
                    redis/dump.rdb               | Redis      | redis.log      | Fatal error loading the DB
                    """)
    void isOneSentence(Path file, String engine, String log, String said) throws Exception {
        Path damaged = data.resolve(file);
        boolean there = Files.exists(damaged);
        byte[] whole = there ? Files.readAllBytes(damaged) : new byte[0];
        try {
            Files.write(damaged, new byte[8192]);

            Program ended = RefusedStartIT.standalone(data);

            assertThat(ended.lastLine())
                    .startsWith(engine + " ended while it started; its last words in "
                            + data.resolve("logs").resolve(log))
                    .contains(said);
            assertThat(ended.output()).doesNotContain("\tat ");
            assertThat(ended.exit()).isEqualTo(1);
            assertThat(data.resolve("run")).isEmptyDirectory();
        } finally {
            if (there) {
                Files.write(damaged, whole);
            } else {
                Files.deleteIfExists(damaged);
            }
        }
    }
}
