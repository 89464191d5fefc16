package io.hongyan.importing;

import io.hongyan.account.Enrollment;
import io.hongyan.account.Enrollment.Newcomer;
import jakarta.validation.Validator;
import java.util.List;

/// Users, by name: those whose name is taken are there already.
final class UserTarget implements Target {

    private final Enrollment enrollment;
    private final Validator validator;

    UserTarget(Enrollment enrollment, Validator validator) {
        this.enrollment = enrollment;
        this.validator = validator;
    }

    @Override
    public void check(Row row) {
        Complaints.requireNone(validator, newcomer(row));
    }

    @Override
    public Outcome store(List<Row> rows, Rejections rejections) {
        int made = enrollment.enroll(rows.stream().map(UserTarget::newcomer).toList());
        return new Outcome(made, rows.size() - made);
    }

    private static Newcomer newcomer(Row row) {
        return new Newcomer(row.require("name"), row.find("displayName"), row.find("password"));
    }
}
