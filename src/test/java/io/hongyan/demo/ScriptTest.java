package io.hongyan.demo;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ScriptTest {

    @Test
    void theShippedScriptShowsWhatItIsThereToShow() throws IOException {
        Script script = Script.shipped();

        assertThat(script.conversations()).hasAtLeastOneElementOfType(Script.Direct.class);
        assertThat(script.conversations()).hasAtLeastOneElementOfType(Script.Group.class);
        assertThat(script.steps()).hasAtLeastOneElementOfType(Script.Retry.class);
        assertThat(script.steps()).hasAtLeastOneElementOfType(Script.Mute.class);
        assertThat(script.steps()).hasAtLeastOneElementOfType(Script.Edit.class);
        assertThat(script.steps()).hasAtLeastOneElementOfType(Script.React.class);
        for (Script.Way way : Script.Way.values()) {
            assertThat(script.steps()).anyMatch(step -> step instanceof Script.Say say && say.over() == way);
            assertThat(script.steps()).anyMatch(step -> step instanceof Script.Read read && read.over() == way);
        }
        assertThat(script.steps())
                .anyMatch(step ->
                        step instanceof Script.Say say && !say.mentions().isEmpty());
    }

    @Test
    void everybodyInTheShippedScriptActsWhereTheyAreAMember() throws IOException {
        Script script = Script.shipped();
        List<String> people = script.people().stream().map(Script.Role::id).toList();

        assertThat(script.conversations())
                .allSatisfy(place -> assertThat(people).containsAll(place.members()));
        assertThat(script.steps())
                .allSatisfy(step -> assertThat(script.conversations())
                        .anyMatch(place -> place.id().equals(step.where())
                                && place.members().contains(step.who())));
    }
}
