package io.hongyan.demo;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;

import static java.util.Objects.requireNonNull;

/// Who talks where, and what they do there, in order.
record Script(List<Role> people, List<Place> conversations, List<Step> steps) {

    private static final String SHIPPED = "/demo/script.yml";

    Script {
        people = List.copyOf(people);
        conversations = List.copyOf(conversations);
        steps = List.copyOf(steps);
    }

    /// A person, by what the script calls them and what others see.
    record Role(String id, String name) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(name = "direct", value = Direct.class),
        @JsonSubTypes.Type(name = "group", value = Group.class)
    })
    sealed interface Place {

        String id();

        String by();

        /// Everybody in it.
        List<String> members();
    }

    record Direct(String id, String by, String with) implements Place {

        @Override
        public List<String> members() {
            return List.of(by, with);
        }
    }

    record Group(String id, String by, List<String> with, String title) implements Place {

        Group {
            with = List.copyOf(with);
        }

        @Override
        public List<String> members() {
            return Stream.concat(Stream.of(by), with.stream()).toList();
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
    @JsonSubTypes({
        @JsonSubTypes.Type(name = "say", value = Say.class),
        @JsonSubTypes.Type(name = "retry", value = Retry.class),
        @JsonSubTypes.Type(name = "read", value = Read.class),
        @JsonSubTypes.Type(name = "mute", value = Mute.class),
        @JsonSubTypes.Type(name = "edit", value = Edit.class),
        @JsonSubTypes.Type(name = "react", value = React.class)
    })
    sealed interface Step {

        String who();

        String where();
    }

    record Say(
            String who,
            String where,
            Way over,
            String text,
            @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> mentions) implements Step {

        Say {
            mentions = List.copyOf(mentions);
        }
    }

    /// The last message of `who` in `where` once more, under the same id.
    record Retry(String who, String where, Way over) implements Step {}

    /// Everything in `where` is read.
    record Read(String who, String where, Way over) implements Step {}

    record Mute(String who, String where) implements Step {}

    /// The last message of `who` in `where` says something else from here on.
    record Edit(String who, String where, String text) implements Step {}

    /// To the last message in `where`.
    record React(String who, String where, String emoji) implements Step {}

    enum Way {
        SOCKET,
        REST
    }

    static Script shipped() throws IOException {
        YAMLMapper yaml = YAMLMapper.builder()
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .build();
        try (InputStream in = requireNonNull(Script.class.getResourceAsStream(SHIPPED), SHIPPED)) {
            return yaml.readValue(in, Script.class);
        }
    }
}
