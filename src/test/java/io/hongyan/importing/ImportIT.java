package io.hongyan.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.relation.Relations;
import io.hongyan.standalone.EngineName;
import io.hongyan.standalone.StandaloneEngines;
import io.hongyan.testing.HongyanCommand;
import io.hongyan.testing.RestClient;
import io.hongyan.testing.TestServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The command as an operator runs it, beside a running server and without one.
final class ImportIT {

    private static final String PASSWORD = "a long password";
    private static final Path SHARED = TestServer.folder("shared");

    @TempDir
    private Path folder;

    @Test
    void whatIsInFilesIsThereAndWhatIsWrongIsNamed() throws IOException, InterruptedException {
        TestServer server = TestServer.shared();
        Relations.awaitNeo4j(server);
        Path contacts = write("contacts.csv", """
                user,contact,remark,labels,starred
                import-anna,import-bert,Bertie,work;chess,true
                import-bert,import-anna,,,
                import-anna,import-nobody,,,
                import-anna,import-anna,,,
                import-anna,import-bert,Bert again,,
                """);
        Path groups = write("groups.json", """
                {
                  "groups": [
                    {"key": "g1", "title": "Imported", "owner": "import-anna", "members": ["import-bert", "import-carl"]},
                    {"key": "g2", "title": "", "owner": "import-anna", "members": []},
                    {"key": "g3", "title": "No owner", "owner": "import-nobody", "members": []}
                  ],
                  "users": [{"name": "import-carl"}]
                }
                """);
        Path users = write("users.csv", """
                name,displayName,password
                import-anna,Anna,a long password
                x,Too short,a long password
                import-eve,"Eve, of two
                lines",a long password
                import-bert,"Bert, of one line",a long password
                import-dora,Dora,short
                """);

        HongyanCommand first = run(SHARED, contacts, groups, users);

        assertThat(first.printed().lines())
                .contains(
                        users + ":3: name must be 3 to 64 characters long",
                        users + ":4: displayName must not contain control characters",
                        contacts + ":4: there is no user import-nobody",
                        contacts + ":5: user and contact are the same",
                        groups + ":4: title must have 1 to 128 characters",
                        groups + ":5: there is no user import-nobody",
                        "users: 3 new, 0 there already, 3 rejected",
                        "contacts: 2 new, 1 there already, 2 rejected",
                        "groups: 1 new, 0 there already, 2 rejected")
                .anyMatch(line -> line.startsWith(users + ":7: password "));
        assertThat(first.exit()).isEqualTo(1);
        RestClient anna = login(server, "import-anna");
        JsonNode contact = anna.get("/v1/contacts").expect(200).json().at("/items/0");
        assertThat(contact.at("/user/displayName").asText()).isEqualTo("Bert, of one line");
        assertThat(contact.path("mutual").asBoolean()).isTrue();
        assertThat(contact.path("remark").asText()).isEqualTo("Bertie");
        assertThat(contact.path("starred").asBoolean()).isTrue();
        assertThat(contact.path("labels")).hasSize(2);
        await().untilAsserted(() -> assertThat(titles(anna)).containsExactly("Imported"));
        await().untilAsserted(() -> assertThat(members(anna)).isEqualTo(3));

        HongyanCommand again = run(SHARED, contacts, groups, users);

        assertThat(again.printed().lines())
                .contains(
                        "users: 0 new, 3 there already, 3 rejected",
                        "contacts: 0 new, 3 there already, 2 rejected",
                        "groups: 0 new, 1 there already, 2 rejected");
        assertThat(anna.get("/v1/contacts").json().at("/items/0/version").asLong())
                .isEqualTo(contact.path("version").asLong());
        // After what the second import has appended.
        String conversation = conversations(anna).get(0).path("id").asText();
        anna.patch("/v1/conversations/" + conversation, Map.of("title", "Renamed"))
                .expect(200);
        await().untilAsserted(() -> assertThat(titles(anna)).containsExactly("Renamed"));
        assertThat(members(anna)).isEqualTo(3);
        anna.delete("/v1/conversations/" + conversation).expect(204);

        HongyanCommand afterwards = run(SHARED, contacts, groups, users);

        assertThat(afterwards.printed().lines())
                .contains(groups + ":3: the group has been dissolved", "groups: 0 new, 0 there already, 3 rejected")
                .noneMatch(line -> line.startsWith("No server has answered"));
        assertThat(afterwards.exit()).isEqualTo(1);
    }

    @Test
    @Tag("long")
    void aFileThatIsNoneOfOursIsRefused() throws IOException, InterruptedException {
        TestServer.shared();
        Path odd = write("odd.csv", "colour,size\nred,3\n");

        HongyanCommand refused = run(SHARED, odd);

        assertThat(refused.printed()).contains(odd + ":1: a CSV file begins with the names of its columns");
        assertThat(refused.exit()).isEqualTo(1);
    }

    @Test
    @Tag("apart")
    @Tag("long")
    void whatIsTakenInWhileNoServerRunsIsThereWhenOneStarts() throws IOException, InterruptedException {
        Path data = TestServer.emptyFolder("import");
        StandaloneEngines.start(data, new PrintStream(PrintStream.nullOutputStream()), Set.of(EngineName.REDIS))
                .close();
        Path users = write("users.json", """
                {"users": [{"name": "alone-anna", "password": "a long password"}, {"name": "alone-bert"}, {"name": "x"}]}
                """);
        Path contacts = write("contacts.json", """
                {"contacts": [{"user": "alone-anna", "contact": "alone-bert", "remark": "Bertie", "labels": ["work"]}]}
                """);
        Path groups = write("groups.csv", """
                key,title,owner,members
                g1,Imported,alone-anna,alone-bert
                """);

        HongyanCommand first = run(data, users, contacts, groups);

        assertThat(first.printed().lines())
                .contains(
                        users + ":1: name must be 3 to 64 characters long",
                        "users: 2 new, 0 there already, 1 rejected",
                        "contacts: 1 new, 0 there already, 0 rejected",
                        "groups: 1 new, 0 there already, 0 rejected")
                .anyMatch(line -> line.startsWith("No server has answered to 2 changes of groups"));
        try (TestServer later = TestServer.startAgain("import")) {
            Relations.awaitNeo4j(later);
            RestClient anna = login(later, "alone-anna");
            assertThat(anna.get("/v1/contacts")
                            .expect(200)
                            .json()
                            .at("/items/0/remark")
                            .asText())
                    .isEqualTo("Bertie");
            await().untilAsserted(() -> assertThat(titles(anna)).containsExactly("Imported"));
            await().untilAsserted(() -> assertThat(members(anna)).isEqualTo(2));
            assertThat(run(data, users, contacts, groups).printed().lines())
                    .contains(
                            "users: 0 new, 2 there already, 1 rejected",
                            "contacts: 0 new, 1 there already, 0 rejected",
                            "groups: 0 new, 1 there already, 0 rejected");
        }
    }

    private static HongyanCommand run(Path data, Path... files) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("import"));
        for (Path file : files) {
            arguments.add(file.toString());
        }
        arguments.addAll(List.of("--data", data.toString()));
        return HongyanCommand.run(arguments.toArray(String[]::new));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static RestClient login(TestServer server, String name) {
        return server.rest()
                .withToken(server.rest()
                        .post("/v1/tokens", Map.of("name", name, "password", PASSWORD))
                        .expect(201)
                        .text("/accessToken"));
    }

    private static JsonNode conversations(RestClient user) {
        return user.get("/v1/conversations").expect(200).json().path("items");
    }

    private static List<String> titles(RestClient user) {
        return conversations(user).findValuesAsText("title");
    }

    private static int members(RestClient user) {
        return conversations(user).path(0).path("memberCount").asInt();
    }
}
