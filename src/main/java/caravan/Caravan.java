package caravan;

import caravan.cli.Main;

/** Starts the program. */
public final class Caravan {
    private static final int FIRST_TO_WARN = 24;
    private static final String NO_UNSAFE = "io.netty.noUnsafe";

    private Caravan() {}

    public static void main(String[] args) {
        keepNettyFromWarning();
        // Ends threads that a failed start left behind, too.
        System.exit(Main.run(args));
    }

    /** Newer virtual machines print four lines about an access that Netty can do without; a start has none of its own. */
    private static void keepNettyFromWarning() {
        if (Runtime.version().feature() >= FIRST_TO_WARN && System.getProperty(NO_UNSAFE) == null) {
            System.setProperty(NO_UNSAFE, "true");
        }
    }
}
