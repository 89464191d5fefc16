package io.hongyan.bench.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.bench.measure.Processes;
import io.hongyan.client.ClientFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where the script `peer/ejabberd` has started the peer.
public record PeerFolder(URI server, String password, int users, Processes processes) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public static PeerFolder of(Path folder) throws IOException {
        Path file = folder.resolve("peer.json");
        if (!Files.isReadable(file)) {
            throw new ClientFailure("No peer runs on %s: start one with clients/java/peer/ejabberd.".formatted(folder));
        }
        JsonNode peer = JSON.readTree(file.toFile());
        Map<String, Long> roots = new LinkedHashMap<>();
        roots.put("server", peer.path("server").asLong());
        roots.put("postgresql", peer.path("postgresql").asLong());
        return new PeerFolder(
                URI.create(peer.path("url").asText()),
                peer.path("password").asText(),
                peer.path("users").asInt(),
                Processes.of(roots));
    }
}
