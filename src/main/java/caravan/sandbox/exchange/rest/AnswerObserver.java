package caravan.sandbox.exchange.rest;

/**
 * Sees every answer that is given, before it is sent.
 *
 * <p>Found as a service ({@link java.util.ServiceLoader}), so that a test suite can hold all answers of all sandboxes
 * against a specification. The program itself brings none.
 */
public interface AnswerObserver {
    /**
     * @param path below the base path
     * @throws IllegalStateException if the answer must not be given
     */
    void answered(String method, String path, Answer answer);
}
