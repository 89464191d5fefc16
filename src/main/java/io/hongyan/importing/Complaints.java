package io.hongyan.importing;

import jakarta.validation.Validator;
import java.util.stream.Collectors;

/// What is wrong with a value, in one line.
final class Complaints {

    private Complaints() {}

    /// @throws Rejected if anything is
    static void requireNone(Validator validator, Object value) {
        String complaints = validator.validate(value).stream()
                .map(violation -> violation.getPropertyPath() + " " + violation.getMessage())
                .sorted()
                .collect(Collectors.joining(", "));
        if (!complaints.isEmpty()) {
            throw new Rejected(complaints);
        }
    }
}
