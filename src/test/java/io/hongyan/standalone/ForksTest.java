package io.hongyan.standalone;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class ForksTest {

    private static final int WRITERS = 8;
    private static final int PROGRAMS = 15;

    /// So that writing it takes longer than starting another.
    private static final int SIZE = 4 << 20;

    @TempDir
    private Path folder;

    @Test
    void whatWasJustWrittenCanBeExecutedWhateverElseIsStarted() throws Exception {
        byte[] program = Files.readAllBytes(Program.find("true").orElseThrow());
        byte[] large = Arrays.copyOf(program, SIZE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Path own = Files.createDirectory(folder.resolve(Integer.toString(i)));
                writers.add(threads.submit(() -> {
                    writeAndRun(large, own);
                    return null;
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
    }

    private static void writeAndRun(byte[] content, Path folder) throws IOException, InterruptedException {
        for (int i = 0; i < PROGRAMS; i++) {
            Path program = folder.resolve("program-" + i);

            Forks.whileNoneStarts(() -> Files.copy(new ByteArrayInputStream(content), program));
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

            assertThat(Program.run(List.of(program.toString())).succeeded()).isTrue();
            Files.delete(program);
        }
    }
}
