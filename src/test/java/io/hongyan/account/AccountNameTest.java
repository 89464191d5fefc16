package io.hongyan.account;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class AccountNameTest {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    private static boolean valid(String name) {
        return VALIDATOR.validateValue(Registration.class, "name", name).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Alice,      aLICE",
        "Straße,     STRASSE",
        "ＡＢＣ,      abc",
        "Ångström,   a\u030angstro\u0308m",
        "ΣΊΣΥΦΟΣ,    σίσυφος",
    })
    void areTheSameWhateverTheirCaseAndForm(String one, String other) {
        assertThat(AccountName.of(one).key()).isEqualTo(AccountName.of(other).key());
    }

    @ParameterizedTest
    @CsvSource({"alice, alice1", "a.b.c, abc", "张三丰, 张三豐"})
    void differInTheirLetters(String one, String other) {
        assertThat(AccountName.of(one).key()).isNotEqualTo(AccountName.of(other).key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "张三丰", "a.b-c_d", "0123", "Ωmega", "हिन्दी", "𠀀𠀁𠀂"})
    void areLettersDigitsAndThreeMarks(String name) {
        assertThat(valid(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "张三", "", "a b c", "a@b.c", "abc\n", "🪿🪿🪿", "a/b", "<abc>", "𠀀𠀁"})
    void areNothingElse(String name) {
        assertThat(valid(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 64})
    void areThreeToSixtyFourCharactersLong(int length) {
        assertThat(valid("𠀀".repeat(length))).isTrue();
        assertThat(valid("𠀀".repeat(length == 3 ? 2 : 65))).isFalse();
    }
}
