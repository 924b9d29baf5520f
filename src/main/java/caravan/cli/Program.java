package caravan.cli;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** What runs between a start and a stop. */
public interface Program extends AutoCloseable {
    /**
     * Starts, and returns when all is up.
     *
     * @throws Exception when something could not be started; {@link #close} is called all the same
     */
    void start() throws Exception;

    /** Returns where the started program listens, by name: exchange, discord, management, console. */
    Map<String, URI> addresses();

    /** Returns what a request to the console has to know; empty where nothing is needed. */
    default Optional<String> token() {
        return Optional.empty();
    }

    /** Stops what was started, in the reverse order, within five seconds. */
    @Override
    void close();
}
