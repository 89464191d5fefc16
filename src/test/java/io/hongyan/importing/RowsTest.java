package io.hongyan.importing;

import io.hongyan.infra.Progress;
import io.hongyan.infra.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class RowsTest {

    @TempDir
    private Path folder;

    /// In which lines something was rejected, and why.
    private final List<String> rejected = new ArrayList<>();

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
                  "users": [
                    {"name": "anna"},
                    {"name":
                      "bert"}
                  ]
                }
                """);

        assertThat(read(file, Kind.USERS))
                .extracting(row -> row.line() + " " + row.require("name"))
                .containsExactly("4 anna", "5 bert");
        assertThat(read(file, Kind.GROUPS).getFirst().list("members")).containsExactly("anna", "bert");
        assertThat(read(file, Kind.CONTACTS)).isEmpty();
        assertThat(rejected).isEmpty();
    }

    @Test
    void whatIsNoObjectIsRejectedAndWhatFollowsIsRead() throws IOException {
        Path file = write("users.json", """
                {
                  "users": [
                    {"name": "anna"},
                    null,
                    7,
                    [{"name": "nobody"}],
                    {"name": "bert"}
                  ],
                  "groups": [{"key": "g"}]
                }
                """);

        assertThat(read(file, Kind.USERS))
                .extracting(row -> row.require("name"))
                .containsExactly("anna", "bert");
        assertThat(rejected)
                .containsExactly(
                        "4: only objects may stand here",
                        "5: only objects may stand here",
                        "6: only objects may stand here");
        assertThat(read(file, Kind.GROUPS)).hasSize(1);
        assertThat(rejected).hasSize(3);
    }

    @Test
    void aKindThatIsNoArrayIsRejected() throws IOException {
        Path file = write("users.json", """
                {
                  "users":
                    {"name": "anna"},
                  "groups": [{"key": "g"}]
                }
                """);

        assertThat(read(file, Kind.USERS)).isEmpty();
        assertThat(read(file, Kind.GROUPS)).hasSize(1);
        assertThat(rejected).containsExactly("2: users must be an array");
    }

    @Test
    void whatIsOfNoKindIsRejectedOnce() throws IOException {
        Path file = write("users.json", """
                {
                  "usres": [{"name": "anna"}],
                  "users": [{"name": "bert"}]
                }
                {"users": [{"name": "carl"}]}
                """);

        assertThat(read(file, Kind.USERS))
                .extracting(row -> row.require("name"))
                .containsExactly("bert");
        assertThat(read(file, Kind.CONTACTS)).isEmpty();
        assertThat(read(file, Kind.GROUPS)).isEmpty();
        assertThat(rejected)
                .containsExactly(
                        "2: usres is none of users, contacts and groups",
                        "5: a file is one object, and this is after its end");
    }

    @Test
    void aRowOfCsvWithMoreColumnsThanTheFirstLineIsRejected() throws IOException {
        Path file = write("users.csv", """
                name,displayName
                anna,Anna
                bert,Bert,surplus
                carl,Carl
                """);

        assertThat(read(file, Kind.USERS))
                .extracting(row -> row.require("name"))
                .containsExactly("anna", "carl");
        assertThat(rejected).containsExactly("3: there are more columns than in the first line");
    }

    @Test
    void aQuotationMarkThatIsNotClosedCostsItsLineOnly() throws IOException {
        StringBuilder text = new StringBuilder("name,displayName\nanna,\"Anna\n");
        IntStream.range(0, 20_000)
                .forEach(number -> text.append("user-").append(number).append(",User\n"));

        assertThat(read(write("users.csv", text.toString()), Kind.USERS))
                .hasSize(20_000)
                .first()
                .extracting(row -> row.line() + " " + row.require("name"))
                .isEqualTo("3 user-0");
        assertThat(rejected)
                .containsExactly("2: a quotation mark isn't closed, or no comma follows the one that closes");
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

    private List<Row> read(Path file, Kind kind) {
        List<Row> rows = new ArrayList<>();
        new Rows(Progress.UNSEEN, (row, reason) -> rejected.add(row.line() + ": " + reason))
                .read(file, kind, rows::add);
        return rows;
    }
}
