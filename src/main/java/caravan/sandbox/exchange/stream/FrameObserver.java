package caravan.sandbox.exchange.stream;

/**
 * Sees every frame before it is sent.
 *
 * <p>Found as a service ({@link java.util.ServiceLoader}), so that a test suite can hold all frames of all sandboxes
 * against a specification. The program itself brings none.
 */
public interface FrameObserver {
    /**
     * Sees a frame.
     *
     * @param type the frame's type; {@code garbage} for what is no frame on purpose
     * @param text with the line feed at its end
     * @throws IllegalStateException if the frame must not be sent
     */
    void sent(Form form, String type, byte[] text);
}
