package caravan.cli;

import caravan.model.MarketView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows one market as it changes: drawn in place on a terminal, line by line into a pipe. */
@Command(
        name = "watch",
        description =
                "Shows one market live: book, spread, trades, prices; with --with-private your fills and position.",
        footer = {
            "",
            "Beside a running process it asks that one, and has it follow the market for as long as it is watched."
                    + " Without one it connects by itself, keeps nothing, and logs to watch.log in the data folder.",
            "Ctrl-C ends it. No colours with NO_COLOR."
        },
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration RENEWAL = Duration.ofSeconds(5);
    /** How long a process may take to be there again. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int GONE = 1;
    private static final long STOP_SECONDS = 10;

    @Mixin
    private DebugOption debug = new DebugOption();

    @Option(names = "--ticker", paramLabel = "TICKER", required = true, description = "The market.")
    private String ticker = "";

    @Option(names = "--with-private", description = "Own fills and position too.")
    private boolean withPrivate;

    private final Machine machine;
    private final CountDownLatch stopped = new CountDownLatch(1);

    WatchCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = machine.settings();
        Environment environment = Environment.parse(settings.text("kalshi.environment"));
        Path data = settings.path("data.dir").resolve(environment.id());
        CountDownLatch closed = new CountDownLatch(1);
        Thread hook = new Thread(() -> stopAndWait(closed), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try (WatchedProcess process = watched(settings, data)) {
            return watch(process);
        } finally {
            closed.countDown();
        }
    }

    private WatchedProcess watched(Settings settings, Path data) throws Exception {
        Optional<RunFile.Running> running = RunFile.read(data);
        if (running.isPresent()) {
            Logging.aside(settings);
            return WatchedProcess.running(data, running.get());
        }
        machine.err().println("Nobody runs on " + data + ": connecting by itself. Nothing is kept; Ctrl-C ends it.");
        return WatchedProcess.own(machine, settings, ticker, withPrivate);
    }

    private int watch(WatchedProcess process) throws Exception {
        process.renew(ticker, withPrivate);
        Instant renewed = machine.clock().instant();
        Instant answered = renewed;
        try (Display display = Display.of(machine)) {
            do {
                Instant now = machine.clock().instant();
                try {
                    if (Duration.between(renewed, now).compareTo(RENEWAL) >= 0) {
                        process.renew(ticker, withPrivate);
                        renewed = now;
                    }
                    MarketView view = process.view(ticker, withPrivate);
                    answered = now;
                    if (!display.show(view)) {
                        return 0;
                    }
                } catch (IOException silent) {
                    if (Duration.between(answered, now).compareTo(PATIENCE) >= 0) {
                        display.close();
                        machine.err().println("caravan: " + silent.getMessage());
                        return GONE;
                    }
                    process.lookAgain();
                }
            } while (!stopped.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
        }
        return 0;
    }

    private void stopAndWait(CountDownLatch closed) {
        stopped.countDown();
        try {
            if (!closed.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                machine.err().println("caravan: expected to stop within %d s, did not".formatted(STOP_SECONDS));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The stages that a watch of its own needs. */
    static List<String> stages(boolean withPrivate) {
        return withPrivate
                ? List.of("market-data", "private-data", "books", "watch", "schedule", "console")
                : List.of("market-data", "books", "watch", "schedule", "console");
    }
}
