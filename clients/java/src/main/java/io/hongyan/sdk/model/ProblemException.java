package io.hongyan.sdk.model;

import java.util.Objects;

/// The server refused something, for the reason that its [Problem] names.
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.sentence());
        this.problem = Objects.requireNonNull(problem, "problem is null");
    }

    public Problem problem() {
        return problem;
    }
}
