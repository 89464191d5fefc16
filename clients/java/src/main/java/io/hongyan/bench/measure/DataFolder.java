package io.hongyan.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.client.ClientFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// The data folder of a standalone server: its passwords, and where its engines listen.
public record DataFolder(Path root) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// A generated password, such as `administrator` or `redis`.
    public String credential(String name) throws IOException {
        return read("credentials.json").path(name).asText();
    }

    /// The port of an engine that runs on the folder.
    public int port(String engine) throws IOException {
        return read("run/" + engine + ".json").path("ports").path(0).asInt();
    }

    /// The server's database.
    public Connection postgresql() throws IOException, SQLException {
        String url = "jdbc:postgresql://127.0.0.1:%d/hongyan".formatted(port("postgresql"));
        return DriverManager.getConnection(url, "hongyan", credential("postgresql"));
    }

    private JsonNode read(String file) throws IOException {
        Path path = root.resolve(file);
        if (!Files.isReadable(path)) {
            throw new ClientFailure("%s can't be read: is %s the data folder of a running standalone server, and are"
                            .formatted(path, root)
                    + " you its owner?");
        }
        return JSON.readTree(path.toFile());
    }
}
