package io.hongyan.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.infra.Json;
import io.hongyan.message.history.HistoryPage;
import io.hongyan.message.operation.Present;
import io.hongyan.message.operation.ReactionSum;
import io.hongyan.message.operation.Revision;
import io.hongyan.streams.conversation.Content;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.conversation.MessageTarget;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.conversation.group.Adding;
import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.conversation.group.Joining;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// The wire form of every kind of entry, against a checked-in file: clients rely on it.
final class EntryWireTest {

    private static final ConversationId CONVERSATION = new ConversationId(7_100_000_000_000_000_001L);
    private static final UserId ANNA = new UserId(5);
    private static final UserId BO = new UserId(6);
    private static final long AT = 1_795_288_565_123L;

    private static final List<Event> EVENTS = List.of(
            new Event.Created(CONVERSATION, 1, 0, AT, ANNA, ConversationKind.GROUP, "Geese", List.of(ANNA, BO)),
            new Event.MembersAdded(CONVERSATION, 2, 0, AT, ANNA, users(250)),
            message(3, 1, "{\"text\":\"你好\"}", null, Mentions.NOBODY),
            message(4, 2, "{\"text\":\"\\\"quoted\\\" \\u0000 🪿\"}", 3L, new Mentions(false, List.of(BO, ANNA))),
            message(5, 3, "{\"text\":\"all\"}", null, new Mentions(true, List.of())),
            new Event.RoleChanged(CONVERSATION, 6, 3, AT, ANNA, BO, Role.ADMIN),
            new Event.MemberRemoved(CONVERSATION, 7, 3, AT, ANNA, new UserId(1_001)),
            new Event.MemberRemoved(CONVERSATION, 8, 3, AT, BO, BO),
            new Event.SettingsChanged(CONVERSATION, 9, 3, AT, ANNA, "鸿雁 \"2\"", null, null),
            new Event.SettingsChanged(CONVERSATION, 10, 3, AT, ANNA, null, History.ALL, null),
            new Event.SettingsChanged(CONVERSATION, 11, 3, AT + 877, ANNA, "Both", History.SINCE_JOINED, null),
            new Event.Dissolved(CONVERSATION, 12, 3, AT + 877, ANNA),
            new Event.MessageRecalled(CONVERSATION, 13, 3, AT + 877, ANNA, target()),
            new Event.MessageEdited(
                    CONVERSATION, 14, 3, AT, ANNA, target(), "client-14", "text", "{\"text\":\"better\"}"),
            new Event.MessageReacted(CONVERSATION, 15, 3, AT, BO, target(), "👍", true),
            new Event.MessagePinned(CONVERSATION, 16, 3, AT, ANNA, target(), false),
            new Event.MembersAdded(CONVERSATION, 17, 3, AT, BO, List.of(BO)),
            new Event.RulesChanged(
                    CONVERSATION,
                    18,
                    3,
                    AT,
                    ANNA,
                    new GroupRules.Change("be kind", Adding.ADMINS, true, 50, Joining.APPROVAL)),
            new Event.MemberMuted(CONVERSATION, 19, 3, AT, ANNA, BO, AT + 877),
            new Event.MemberRenamed(CONVERSATION, 20, 3, AT, BO, BO, "小雁"),
            new Event.SettingsChanged(
                    CONVERSATION,
                    21,
                    3,
                    AT,
                    ANNA,
                    "Kind geese",
                    History.ALL,
                    new GroupRules.Change("", Adding.ALL, false, 0, Joining.CLOSED)));

    private static MessageTarget target() {
        return new MessageTarget(5, 3, AT, ANNA, Mentions.NOBODY);
    }

    @Test
    void everyEntryHasTheFormOfTheProtocol() {
        Stream<String> encoded =
                EVENTS.stream().map(event -> EncodedEntry.of(event).toString());

        assertThat(encoded).containsExactlyElementsOf(golden());
    }

    @Test
    void entriesHaveTheFieldsOfTheDocumentAndNoOthers() throws JsonProcessingException {
        List<String> always = fields().filter(field -> !isNullable(field))
                .map(RecordComponent::getName)
                .toList();
        Set<String> seen = new HashSet<>();

        for (EncodedEntry entry : Stream.concat(EVENTS.stream().map(EncodedEntry::of), Stream.of(changed(), recalled()))
                .toList()) {
            List<String> names = new ObjectMapper()
                    .readTree(entry.toString()).properties().stream()
                            .map(property -> property.getKey())
                            .toList();
            assertThat(names).containsAll(always);
            seen.addAll(names);
        }

        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        fields().map(RecordComponent::getName).toList());
    }

    private static Stream<RecordComponent> fields() {
        return Stream.of(EntryShape.class.getRecordComponents());
    }

    private static boolean isNullable(RecordComponent field) {
        return field.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    @Test
    void aRecalledMessageSaysNothingButThatItWas() {
        assertThat(recalled().toString())
                .contains("\"recalled\":true", "\"messageId\"", "\"kind\":\"text\"")
                .doesNotContain("body", "mentions", "replyTo");
    }

    @Test
    void aMessageIsShownAsItIsNow() {
        assertThat(changed().toString())
                .endsWith("\"kind\":\"text\",\"body\":{\"text\":\"better\"},\"replyTo\":3,\"mentions\":[\"6\",\"5\"],"
                        + "\"editedAt\":\"2026-11-21T19:16:06.000Z\","
                        + "\"reactions\":[{\"emoji\":\"👍\",\"count\":2,\"userIds\":[\"6\",\"5\"]}]}");
        assertThat(EncodedEntry.of(EVENTS.get(3)).shown(Present.AS_SENT)).isEqualTo(EncodedEntry.of(EVENTS.get(3)));
    }

    @Test
    void anEntryInsideAnotherObjectIsItsOwnJson() throws JsonProcessingException {
        EncodedEntry entry = EncodedEntry.of(EVENTS.get(2));

        String page = Json.mapper().writeValueAsString(new HistoryPage(List.of(entry), 1, 12));

        assertThat(page).isEqualTo("{\"items\":[" + entry + "],\"firstSeq\":1,\"headSeq\":12}");
    }

    /// Also where an entry is larger than what Jackson buffers.
    @Test
    void anEntryIsWrittenAsTheBytesItHas() throws JsonProcessingException {
        EncodedEntry small = EncodedEntry.of(EVENTS.get(3));
        EncodedEntry large =
                EncodedEntry.of(message(13, 4, "{\"text\":\"" + "雁".repeat(8_000) + "\"}", null, Mentions.NOBODY));

        byte[] page = Json.mapper().writeValueAsBytes(new HistoryPage(List.of(small, large, small), 1, 13));

        assertThat(new String(page, UTF_8))
                .isEqualTo("{\"items\":[" + small + "," + large + "," + small + "],\"firstSeq\":1,\"headSeq\":13}");
    }

    @Test
    void mentionsAreReadBackAsTheyWere() {
        for (Mentions mentions : List.of(
                Mentions.NOBODY,
                new Mentions(true, List.of()),
                new Mentions(false, List.of(ANNA)),
                new Mentions(false, List.of(BO, ANNA)))) {
            Entry entry = Entry.of(message(1, 1, "{}", null, mentions));

            assertThat(MentionsJson.read(entry.mentionsJson())).isEqualTo(mentions);
        }
    }

    private static EncodedEntry changed() {
        Present present = new Present(
                false,
                new Revision(14, AT + 877, "{\"text\":\"better\"}"),
                List.of(new ReactionSum("👍", 2, List.of(BO, ANNA))));
        return EncodedEntry.of(EVENTS.get(3)).shown(present);
    }

    private static EncodedEntry recalled() {
        return EncodedEntry.of(EVENTS.get(4)).recalled();
    }

    private static Event.MessageSent message(
            long seq, long ordinal, String body, @Nullable Long replyTo, Mentions mentions) {
        Content content = new Content("text", body, replyTo, mentions);
        return new Event.MessageSent(
                CONVERSATION, seq, ordinal, AT, ANNA, new MessageId(7200 + seq), "client-" + seq, content);
    }

    private static List<UserId> users(int count) {
        return LongStream.range(1_000, 1_000 + count).mapToObj(UserId::new).toList();
    }

    private static List<String> golden() {
        try (InputStream file = requireNonNull(EntryWireTest.class.getResourceAsStream("entries.jsonl"))) {
            return new String(file.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
