package caravan.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Optional;

/** A person who can be asked something, where one sits at a terminal. */
@FunctionalInterface
public interface Keyboard {
    /** Nobody is there, as in a script. */
    Keyboard NOBODY = Optional::empty;

    /**
     * Who sits there; empty where nobody does, or where the question would not be seen.
     *
     * <p>The reader gives what was typed, line by line.
     */
    Optional<BufferedReader> reader() throws IOException;

    /** The person at the terminal that this process was started from, if there is one. */
    static Keyboard of(InputStream in) {
        return () -> Terminal.isAttended()
                ? Optional.of(new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())))
                : Optional.empty();
    }
}
