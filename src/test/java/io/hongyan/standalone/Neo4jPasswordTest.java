package io.hongyan.standalone;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class Neo4jPasswordTest {

    @Test
    void isWhatNeo4jsOwnToolWrites() {
        byte[] salt = HexFormat.of().parseHex("c885d88e49ab845825665383958fe391bbe7c7daf7309dde92084e7c05ac1af2");

        assertThat(Neo4jPassword.hash("secret-secret", salt).line("neo4j"))
                .isEqualTo("neo4j:SHA-256,c93a997af75c32031a073ec92ad04f117dec013f11f3533427121a3b9428d8dc,"
                        + "c885d88e49ab845825665383958fe391bbe7c7daf7309dde92084e7c05ac1af2,1024:");
    }
}
