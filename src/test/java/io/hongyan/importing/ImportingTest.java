package io.hongyan.importing;

import io.hongyan.infra.Progress;
import io.hongyan.infra.StartFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ImportingTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Names users = new Names();
    private final Names groups = new Names();
    private final Watcher watcher = new Watcher();

    @TempDir
    private Path folder;

    @Test
    void progressGoesFromNothingToAllBytesForEachKind() throws IOException {
        Path first = write("users.csv", "name,displayName\n" + rows(2_000));
        Path second = write("groups.json", """
                {"groups": [{"name": "one"}, {"name": "two"}]}

                """);
        long bytes = Files.size(first) + Files.size(second);

        assertThat(run(first, second)).isZero();

        assertThat(users.stored).hasSize(2_000);
        assertThat(groups.stored).containsExactly("one", "two");
        assertThat(watcher.heard)
                .containsExactly(
                        "begin users " + bytes,
                        "advance " + bytes,
                        "end",
                        "begin groups " + bytes,
                        "advance " + bytes,
                        "end");
    }

    @Test
    void progressMovesWhileRowsAreTakenIn() throws IOException {
        Path file = write("users.csv", "name,displayName\n" + rows(2_000));

        run(file);

        assertThat(users.advanced).isSorted().doesNotHaveDuplicates().hasSize(4);
        assertThat(users.advanced.getFirst()).isPositive();
        assertThat(users.advanced.getLast()).isLessThanOrEqualTo(Files.size(file));
    }

    @Test
    void whatIsRejectedIsCountedWithItsKind() throws IOException {
        Path file = write("users.csv", """
                name,displayName
                anna,Anna,surplus
                bert,"Bert
                carl,Carl
                """);

        assertThat(run(file)).isEqualTo(2);

        assertThat(users.stored).containsExactly("carl");
        assertThat(printed.toString(UTF_8).lines())
                .containsExactly(
                        file + ":2: there are more columns than in the first line",
                        file + ":3: a quotation mark isn't closed, or no comma follows the one that closes",
                        "users: 1 new, 0 there already, 2 rejected");
    }

    @Test
    void whatStandsBeforeADamageIsTakenIn() throws IOException {
        Path file = write("users.json", """
                {"users": [
                  {"name": "anna"},
                  {"name" "bert"}
                ]}
                """);

        assertThatThrownBy(() -> run(file))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith(file + ":3: the file isn't as it should be from here on");

        assertThat(users.stored).containsExactly("anna");
        assertThat(printed.toString(UTF_8).lines()).containsExactly("users: 1 new, 0 there already, 0 rejected");
        assertThat(watcher.heard).last().isEqualTo("end");
    }

    private int run(Path... files) {
        return new Importing(
                        Map.of(Kind.USERS, users, Kind.GROUPS, groups), watcher, new PrintStream(printed, true, UTF_8))
                .run(List.of(files));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "user-" + number + ",Somebody of a longer name\n")
                .collect(Collectors.joining());
    }

    /// Keeps the names of rows, and how far the progress was when each batch came.
    private final class Names implements Target {

        private final List<String> stored = new ArrayList<>();
        private final List<Long> advanced = new ArrayList<>();

        @Override
        public void check(Row row) {
            row.require("name");
        }

        @Override
        public Outcome store(List<Row> rows, Rejections rejections) {
            rows.forEach(row -> stored.add(row.require("name")));
            advanced.add(watcher.advanced);
            return new Outcome(rows.size(), 0);
        }
    }

    /// Writes down what it is told; advances without a break between them are one.
    private static final class Watcher implements Progress {

        private final List<String> heard = new ArrayList<>();
        private long advanced;

        @Override
        public void begin(String task, long steps) {
            heard.add("begin " + task + " " + steps);
        }

        @Override
        public void advance(long steps) {
            assertThat(steps).isNotNegative();
            advanced += steps;
        }

        @Override
        public void end() {
            heard.add("advance " + advanced);
            heard.add("end");
            advanced = 0;
        }
    }
}
