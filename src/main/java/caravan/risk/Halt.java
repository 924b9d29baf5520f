package caravan.risk;

import java.time.Instant;

/**
 * Everything is stopped until a person says otherwise.
 *
 * @param by who has stopped it: cli, api, file, check
 */
public record Halt(Instant time, String by, String reason) {
    /** For people. */
    @Override
    public String toString() {
        return "halted by %s since %s: %s".formatted(by, time, reason);
    }
}
