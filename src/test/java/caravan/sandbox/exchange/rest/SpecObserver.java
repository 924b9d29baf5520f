package caravan.sandbox.exchange.rest;

import caravan.sandbox.exchange.spec.Specification;
import java.util.List;
import java.util.Optional;

/**
 * Holds every answer that a sandbox gives in this test suite against the exchange's specification, where it is there.
 *
 * <p>Registered as a service for all tests. An answer that does not fit is not given: the request ends with 500 and the
 * reason in the log, and in a plain test with the exception.
 */
public final class SpecObserver implements AnswerObserver {
    @Override
    public void answered(String method, String path, Answer answer) {
        Optional<OpenApiSpec> spec = Specification.TESTING ? OpenApiSpec.shared() : Optional.empty();
        if (spec.isEmpty()) {
            return;
        }
        List<String> violations =
                SpecDeviations.ALL.unexplained(spec.get().check(method, path, answer.status(), answer.body()));
        if (!violations.isEmpty()) {
            throw new IllegalStateException("expected an answer as specified, found " + violations);
        }
    }
}
