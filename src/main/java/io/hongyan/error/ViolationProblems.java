package io.hongyan.error;

import io.dropwizard.jersey.validation.JerseyViolationException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.glassfish.jersey.model.Parameter;

/// What Bean Validation found wrong with a request, as field errors.
///
/// A field of the body is named by its JSON pointer; a query parameter as if the query were an object, `/limit`.
final class ViolationProblems {

    private ViolationProblems() {}

    static Problem of(JerseyViolationException failure) {
        List<Found> found = failure.getConstraintViolations().stream()
                .map(violation -> found(violation, failure.getInvocable().getParameters()))
                .toList();
        if (found.stream().anyMatch(one -> one.source() == Source.ANSWER)) {
            return Problem.of(ErrorCode.INTERNAL, "The server failed; its log says why.");
        }
        if (found.stream().anyMatch(one -> one.source() == Source.PATH)) {
            return HongyanException.notFound("There is nothing at this address.")
                    .problem();
        }
        return HongyanException.invalid(found.stream()
                        .map(Found::error)
                        .sorted(Comparator.comparing(Problem.FieldError::pointer)
                                .thenComparing(Problem.FieldError::detail))
                        .toList())
                .problem();
    }

    private enum Source {
        REQUEST,
        PATH,
        ANSWER
    }

    private record Found(Source source, Problem.FieldError error) {}

    private static Found found(ConstraintViolation<?> violation, List<? extends Parameter> parameters) {
        Source source = Source.REQUEST;
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .toList()) {
            switch (node.getKind()) {
                case RETURN_VALUE -> source = Source.ANSWER;
                case PARAMETER -> {
                    Parameter parameter =
                            parameters.get(node.as(Path.ParameterNode.class).getParameterIndex());
                    if (parameter.getSource() == Parameter.Source.PATH) {
                        source = Source.PATH;
                    } else if (parameter.getSourceName() != null) {
                        pointer.append('/').append(parameter.getSourceName());
                    }
                }
                default -> pointer.append(step(node));
            }
        }
        return new Found(source, new Problem.FieldError(pointer.toString(), violation.getMessage()));
    }

    private static String step(Path.Node node) {
        String index = node.getIndex() == null ? "" : "/" + node.getIndex();
        boolean named = node.getKind() == ElementKind.PROPERTY && node.getName() != null;
        return named ? index + "/" + node.getName() : index;
    }
}
