package caravan.sandbox.server;

/** Somebody else listens on a port already. */
public final class PortInUseException extends RuntimeException {
    public PortInUseException(int port, String setting, Throwable cause) {
        super(
                "expected a free port for %s, found %d in use: stop what uses it, or set %s to another port (0 takes any)"
                        .formatted(setting, port, setting),
                cause);
    }
}
