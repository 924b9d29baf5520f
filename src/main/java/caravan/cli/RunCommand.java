package caravan.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the pipeline until it is told to stop, by Ctrl-C or a signal. */
@Command(name = "run", description = "Run the pipeline (the default).", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private DebugOption debug = new DebugOption();

    private final Machine machine;
    private final Function<Launch, Program> programs;
    private final CountDownLatch stopped = new CountDownLatch(1);

    RunCommand(Machine machine) {
        this(machine, launch -> new Pipeline(launch, machine.clock(), new TradingConsent(machine, launch)::require));
    }

    /**
     * Makes a command.
     *
     * @param programs makes the program out of what a start is made of
     */
    RunCommand(Machine machine, Function<Launch, Program> programs) {
        this.machine = machine;
        this.programs = programs;
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = machine.settings();
        Logging.apply(settings);
        Launch launch = Launch.of(settings);
        try (InstanceLock lock = InstanceLock.take(launch.data())) {
            run(launch);
        }
        return 0;
    }

    private void run(Launch launch) throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        Thread hook = new Thread(() -> stopAndWait(closed), "stop");
        try (Program program = programs.apply(launch)) {
            program.start();
            Runtime.getRuntime().addShutdownHook(hook);
            try (RunFile file = RunFile.write(
                    launch.data(),
                    launch.connection().environment(),
                    machine.clock().instant(),
                    program.addresses(),
                    program.token())) {
                Banner.lines(launch, program.addresses()).forEach(machine.out()::println);
                stopped.await();
                LOG.info("stopping");
            }
        } finally {
            closed.countDown();
        }
    }

    /** Ends the run, from any thread. */
    void stop() {
        stopped.countDown();
    }

    /** The process ends when its hooks end, so this one waits until the main thread has put everything away. */
    private void stopAndWait(CountDownLatch closed) {
        stop();
        try {
            closed.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
