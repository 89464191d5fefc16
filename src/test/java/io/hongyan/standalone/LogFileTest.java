package io.hongyan.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

final class LogFileTest {

    @TempDir
    private Path folder;

    private Path path;
    private LogFile log;

    @BeforeEach
    void create() {
        path = folder.resolve("engine.log");
        log = new LogFile(path);
    }

    @Test
    void theLastWordsAreTheLastComplaint() throws IOException {
        Files.writeString(path, """
                INFO starting
                ERROR the first thing
                FATAL:  the disk is gone
                \tat io.something
                INFO bye
                """);

        assertThat(log.lastWords(0)).isEqualTo("FATAL:  the disk is gone");
    }

    @Test
    void theDeepestCauseOfWhatItEndedOfIsAmongThem() throws IOException {
        Files.writeString(path, """
                ERROR Exiting due to fatal exception
                java.lang.RuntimeException: it can't be loaded
                \tat io.something
                \t... 2 more
                Caused by: java.io.IOException: the file is damaged
                \tat io.something
                INFO bye
                """);

        assertThat(log.lastWords(0))
                .isEqualTo("ERROR Exiting due to fatal exception: java.io.IOException: the file is damaged");
    }

    @Test
    void soIsANestedClassAndWhatFollowsAMessageOfSeveralLines() throws IOException {
        Files.writeString(path, """
                ERROR Exiting due to fatal exception
                java.lang.RuntimeException: it can't be loaded:
                  - for several reasons
                \tat io.something
                Caused by: io.hongyan.Loader$DamageException: the file is damaged
                \tat io.something
                """);

        assertThat(log.lastWords(0))
                .isEqualTo(
                        "ERROR Exiting due to fatal exception: io.hongyan.Loader$DamageException: the file is damaged");
    }

    @Test
    void withoutAComplaintTheyAreTheLastLine() throws IOException {
        Files.writeString(path, "starting\nso long\n\n");

        assertThat(log.lastWords(0)).isEqualTo("so long");
    }

    @Test
    void whatAnEarlierRunComplainedOfDoesNotCount() throws IOException {
        Files.writeString(path, "FATAL: long ago\n");
        long start = log.size();
        Files.writeString(path, "so long\n", APPEND);

        assertThat(log.lastWords(start)).isEqualTo("so long");
    }

    @Test
    void anEngineThatPrintedNothingSaidNothing() throws IOException {
        Files.createFile(path);

        assertThat(log.lastWords(0)).isEqualTo("it printed nothing");
    }

    @Test
    void aLogThatGrewTooLargeMovesAsideWhileItsEngineWritesOn() throws IOException {
        try (OutputStream engine = Files.newOutputStream(path, CREATE, APPEND)) {
            engine.write(new byte[(int) LogFile.LIMIT + 1]);

            log.trim();
            engine.write("next line\n".getBytes());
        }

        assertThat(path).hasContent("next line\n");
        assertThat(folder.resolve("engine.log.1")).hasSize(LogFile.LIMIT + 1);
    }
}
