package io.hongyan.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class ProcessIdentityTest {

    private static final ProcessHandle SELF = ProcessHandle.current();

    @TempDir
    private Path folder;

    @Test
    void findsALivingProcessAgain() {
        ProcessIdentity identity = ProcessIdentity.find(SELF.pid()).orElseThrow();

        assertThat(identity.process()).hasValue(SELF);
    }

    @Test
    void aProcessThatTookOverTheNumberIsAnother() {
        ProcessIdentity identity = ProcessIdentity.find(SELF.pid()).orElseThrow();

        assertThat(new ProcessIdentity(identity.pid(), identity.startTick() - 1, identity.boot()).process())
                .isEmpty();
        assertThat(new ProcessIdentity(identity.pid(), identity.startTick(), "another boot").process())
                .isEmpty();
    }

    @Test
    void aProcessThatEndedIsNobody() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = ProcessIdentity.find(process.pid()).orElseThrow();

        process.destroyForcibly().waitFor();

        assertThat(identity.process()).isEmpty();
    }

    @Test
    void readsTheStartOfAProgramWhoseNameLooksLikeMoreFields() {
        String stat = "42 (a) S 1 (b) R 1 42 42 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 311472 1 1";

        assertThat(ProcessIdentity.startTick(stat)).isEqualTo(311472);
    }

    @Test
    void aRecordFindsItsOrphan() throws IOException {
        Path file = folder.resolve("engine.json");
        record(SELF.info().command().orElseThrow()).write(file);

        assertThat(EngineRecord.read(file).flatMap(EngineRecord::orphan)).hasValue(SELF);
    }

    @Test
    void aProcessThatRunsAnotherProgramIsNoOrphan() {
        assertThat(record("/usr/bin/postgres").orphan()).isEmpty();
    }

    private static EngineRecord record(String executable) {
        ProcessIdentity identity = ProcessIdentity.find(SELF.pid()).orElseThrow();
        return new EngineRecord(identity, executable, List.of(1), "");
    }
}
