package io.hongyan.importing;

import io.hongyan.infra.Progress;
import io.hongyan.infra.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class RowsTest {

    @TempDir
    private Path folder;

    @Test
    void aRowOfCsvBeginsInItsLine() throws IOException {
        Path file = write("users.csv", """
                name,displayName
                anna,Anna
                bert,"Bert, of two
                lines"

                carl,
                """);

        List<Row> rows = read(file, Kind.USERS);

        assertThat(rows)
                .extracting(row -> row.line() + " " + row.require("name"))
                .containsExactly("2 anna", "3 bert", "6 carl");
        assertThat(rows.get(1).find("displayName")).isEqualTo("Bert, of two\nlines");
        assertThat(rows.get(2).find("displayName")).isNull();
        assertThat(read(file, Kind.CONTACTS)).isEmpty();
    }

    @Test
    void aRowOfJsonBeginsInItsLine() throws IOException {
        Path file = write("all.json", """
                {
                  "groups": [{"key": "g", "members": ["anna", " bert "]}],
                  "other": {"users": [1]},
                  "users": [
                    {"name": "anna"},
                    {"name":
                      "bert"}
                  ]
                }
                """);

        assertThat(read(file, Kind.USERS))
                .extracting(row -> row.line() + " " + row.require("name"))
                .containsExactly("5 anna", "6 bert");
        assertThat(read(file, Kind.GROUPS).getFirst().list("members")).containsExactly("anna", "bert");
        assertThat(read(file, Kind.CONTACTS)).isEmpty();
    }

    @Test
    void aDamagedFileIsNamedWithTheLineWhereItBreaks() throws IOException {
        Path file = write("broken.json", """
                {"users": [
                  {"name": "anna"},
                  {"name" "bert"}
                ]}
                """);

        assertThatThrownBy(() -> read(file, Kind.USERS))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith(file + ":3: ");
    }

    @Test
    void listsOfCsvAreSeparatedBySemicolons() throws IOException {
        Path file = write("contacts.csv", """
                user,contact,labels
                anna,bert,work; chess;
                """);

        assertThat(read(file, Kind.CONTACTS).getFirst().list("labels")).containsExactly("work", "chess");
    }

    @Test
    void columnsThatSayNothingAreRefused() throws IOException {
        Path file = write("odd.csv", "colour,size\nred,3\n");

        assertThatThrownBy(() -> read(file, Kind.USERS))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("names of its columns");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<Row> read(Path file, Kind kind) {
        List<Row> rows = new ArrayList<>();
        new Rows(Progress.UNSEEN).read(file, kind, rows::add);
        return rows;
    }
}
