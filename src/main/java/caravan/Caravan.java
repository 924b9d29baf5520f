package caravan;

import caravan.cli.Main;

/** Starts the program. */
public final class Caravan {
    private Caravan() {}

    public static void main(String[] args) {
        // Ends threads that a failed start left behind, too.
        System.exit(Main.run(args));
    }
}
