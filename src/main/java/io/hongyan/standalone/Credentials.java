package io.hongyan.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/// The generated passwords of one data folder: the engines' and the first administrator's.
///
/// Made once, and kept in `credentials.json` for the owner's eyes only.
record Credentials(
        String postgresqlSuperuser, String postgresql, String kafka, String redis, String neo4j, String administrator) {

    /// 144 bits, more than anybody guesses.
    private static final int BYTES = 18;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    /// Reads the file, or makes it with passwords of its own.
    static Credentials in(Path file) {
        try {
            if (Files.notExists(file)) {
                PrivateFile.write(file, JSON.writeValueAsBytes(generate(new SecureRandom())));
            }
            return JSON.readValue(file.toFile(), Credentials.class);
        } catch (JsonProcessingException e) {
            throw new StandaloneFailure(file + " is damaged: restore it from a backup of the folder.", e);
        } catch (IOException e) {
            throw StandaloneFailure.of(e, file);
        }
    }

    static Credentials generate(SecureRandom random) {
        return new Credentials(
                password(random),
                password(random),
                password(random),
                password(random),
                password(random),
                password(random));
    }

    private static String password(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "Credentials[…]";
    }
}
