package caravan.watch;

/** More markets are watched than one connection is to follow on the side. */
public final class TooManyWatchedException extends RuntimeException {
    TooManyWatchedException(String message) {
        super(message);
    }
}
