package caravan.cli;

import picocli.CommandLine.Option;

/** The option of every command that shows where in the program a failure happened. */
public final class DebugOption {
    @Option(names = "--debug", description = "Show where in the program a failure happened, for a bug report.")
    private boolean debug;

    boolean isOn() {
        return debug;
    }

    /** Whether it was asked for by the setting. The settings themselves may be what failed, so it is read alone. */
    static boolean isOn(Machine machine) {
        return "true".equals(machine.environment().get("CARAVAN_DEBUG"))
                || "true".equals(machine.system().getProperty("caravan.debug"));
    }
}
