package io.hongyan.importing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.fanout.FanoutPolicy;
import io.hongyan.streams.fanout.WriteFanout;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class GroupTargetTest {

    private static final UserId ANNA = new UserId(1);
    private static final UserId BERT = new UserId(2);
    private static final UserId CARL = new UserId(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KnownGroups known = new KnownGroups();
    private final Server server = new Server();
    private final List<String> rejected = new ArrayList<>();
    private final AtomicLong ids = new AtomicLong(100);

    @Test
    void aGroupThatIsTooLargeIsNotThereLater() {
        Row large = row("g1", "anna", List.of("bert", "carl"));

        assertThat(target(2).store(List.of(large), this::reject)).isEqualTo(new Target.Outcome(0, 0));
        assertThat(rejected).containsExactly("g1: a group has at most 2 members under fanout.mode write");
        assertThat(known.groups).isEmpty();

        assertThat(target(3).store(List.of(large), this::reject)).isEqualTo(new Target.Outcome(1, 0));
        assertThat(known.groups).containsOnlyKeys("g1");
    }

    @Test
    void anOwnerAmongTheMembersCountsOnce() {
        Row row = row("g1", "anna", List.of("anna", "bert", "bert"));

        assertThat(target(2).store(List.of(row), this::reject)).isEqualTo(new Target.Outcome(1, 0));

        assertThat(server.heard).hasSize(2).first().isInstanceOfSatisfying(Command.Create.class, create -> {
            assertThat(create.actor()).isEqualTo(ANNA);
            assertThat(create.members()).containsExactly(BERT);
        });
    }

    @Test
    void aKeyThatComesTwiceIsOneGroup() {
        List<Row> rows = List.of(row("g1", "anna", List.of("bert")), row("g1", "anna", List.of("carl")));

        assertThat(target(5).store(rows, this::reject)).isEqualTo(new Target.Outcome(1, 1));
        assertThat(target(5).store(rows, this::reject)).isEqualTo(new Target.Outcome(0, 2));

        assertThat(server.heard).extracting(Command::conversation).containsOnly(new ConversationId(101));
    }

    @Test
    void whatAServerRefusesIsRejectedOnceAndTheOthersCount() {
        List<Row> rows = List.of(row("g1", "anna", List.of("bert")), row("g2", "bert", List.of("carl")));
        server.refused = ANNA;

        assertThat(target(5).store(rows, this::reject)).isEqualTo(new Target.Outcome(1, 0));

        assertThat(rejected).containsExactly("g1: Create");
    }

    @Test
    void whoIsUnknownIsNamed() {
        Row row = row("g1", "anna", List.of("nobody", "bert", "noone"));

        assertThat(target(5).store(List.of(row), this::reject)).isEqualTo(new Target.Outcome(0, 0));

        assertThat(rejected).containsExactly("g1: there is no user nobody, noone");
        assertThat(server.heard).isEmpty();
        assertThat(known.groups).isEmpty();
    }

    private GroupTarget target(int limit) {
        return new GroupTarget(
                names -> Map.of("anna", ANNA, "bert", BERT, "carl", CARL),
                known,
                new FanoutPolicy(new WriteFanout(limit), null),
                server,
                ids::incrementAndGet);
    }

    private void reject(Row row, String reason) {
        rejected.add(row.require("key") + ": " + reason);
    }

    private static Row row(String key, String owner, List<String> members) {
        return new Row(
                Path.of("groups.json"),
                1,
                JSON.valueToTree(Map.of("key", key, "title", "A group", "owner", owner, "members", members)));
    }

    /// The table, in memory.
    private static final class KnownGroups implements GroupRepository {

        private final Map<String, ConversationId> groups = new LinkedHashMap<>();

        @Override
        public List<Known> find(Collection<String> keys) {
            return groups.entrySet().stream()
                    .filter(group -> keys.contains(group.getKey()))
                    .map(group -> new Known(group.getKey(), group.getValue()))
                    .toList();
        }

        @Override
        public int store(String key, ConversationId conversation) {
            return groups.putIfAbsent(key, conversation) == null ? 1 : 0;
        }
    }

    /// Answers when it is awaited, and refuses all that one actor wants, who at first owns no group: with the command's
    /// name.
    private static final class Server implements GroupTarget.Commands {

        private final List<Command> heard = new ArrayList<>();
        private final List<Runnable> answers = new ArrayList<>();
        private UserId refused = CARL;

        @Override
        public void append(Command command, Consumer<String> refusal) {
            heard.add(command);
            if (command.actor().equals(refused)) {
                answers.add(() -> refusal.accept(command.getClass().getSimpleName()));
            }
        }

        @Override
        public void await() {
            answers.forEach(Runnable::run);
            answers.clear();
        }
    }
}
