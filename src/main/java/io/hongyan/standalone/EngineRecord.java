package io.hongyan.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Which process an engine is, on which ports, and what it was started with.
///
/// It outlives the server, so that the next one finds an engine whose server was killed. A stop in order removes it.
record EngineRecord(ProcessIdentity process, String executable, List<Integer> ports, String fingerprint) {

    private static final ObjectMapper JSON = new ObjectMapper();

    EngineRecord {
        ports = List.copyOf(ports);
    }

    static Optional<EngineRecord> read(Path file) throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), EngineRecord.class));
        } catch (JsonProcessingException e) {
            throw new StandaloneFailure(file + " is damaged: stop the engine it is about, and delete it.", e);
        }
    }

    void write(Path file) throws IOException {
        PrivateFile.write(file, JSON.writeValueAsBytes(this));
    }

    /// The recorded process, if it is still alive and still runs the recorded program.
    Optional<ProcessHandle> orphan() {
        return process.process()
                .filter(handle ->
                        handle.info().command().filter(executable::equals).isPresent());
    }
}
