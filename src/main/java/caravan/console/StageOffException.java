package caravan.console;

/** What was asked for is the work of a stage that does not run. */
public final class StageOffException extends RuntimeException {
    StageOffException(String stage) {
        super("expected the stage '%s' to run, found it switched off; add it to caravan.stages".formatted(stage));
    }
}
