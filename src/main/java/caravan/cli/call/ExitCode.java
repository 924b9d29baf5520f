package caravan.cli.call;

import caravan.kalshi.rest.ConflictException;
import caravan.kalshi.rest.InvalidRequestException;
import caravan.kalshi.rest.KalshiException;
import caravan.kalshi.rest.NotFoundException;
import caravan.kalshi.rest.OutcomeUnknownException;
import caravan.kalshi.rest.RateLimitedException;
import caravan.kalshi.rest.UnauthorizedException;
import caravan.kalshi.rest.UnavailableException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a call ends, for scripts. */
public enum ExitCode {
    DONE(0, "done", null),
    NOT_SENT(1, "not sent, because the person at the terminal did not want it", null),
    BAD_INPUT(2, "nothing sent: an operation, a parameter or a setting has to be mended", null),
    REFUSED(3, "the exchange refused it: it cannot do that, now or later", InvalidRequestException.class),
    NOT_FOUND(4, "the exchange knows no such thing", NotFoundException.class),
    UNAUTHORIZED(5, "the exchange does not accept the key, or the key may not do that", UnauthorizedException.class),
    CONFLICT(6, "it does not fit the state of things: a repeated id, a pause", ConflictException.class),
    RATE_LIMITED(7, "asked too often", RateLimitedException.class),
    UNAVAILABLE(8, "no answer that can be used; a read was tried three times", UnavailableException.class),
    OUTCOME_UNKNOWN(
            9,
            "a change was sent, and nobody knows whether it was made: look before trying again",
            OutcomeUnknownException.class);

    private final int code;
    private final String meaning;
    private final Optional<Class<? extends KalshiException>> failure;

    ExitCode(int code, String meaning, @Nullable Class<? extends KalshiException> failure) {
        this.code = code;
        this.meaning = meaning;
        this.failure = Optional.ofNullable(failure);
    }

    /** The code of a failed call, by what kind of failure it is. */
    public static ExitCode of(KalshiException failure) {
        return Arrays.stream(values())
                .filter(code -> code.isFor(failure.getClass()))
                .findFirst()
                .orElse(OUTCOME_UNKNOWN);
    }

    boolean isFor(Class<?> type) {
        return failure.filter(own -> own.isAssignableFrom(type)).isPresent();
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }

    /** In a few words, for people. */
    public String meaning() {
        return meaning;
    }
}
