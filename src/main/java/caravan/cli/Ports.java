package caravan.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Looks whether a port is free before anything is started. */
final class Ports {
    private Ports() {}

    /** Refuses a port that another program uses; 0 is always free. */
    static void requireFree(String setting, int port) {
        requireFree(setting, "127.0.0.1", port);
    }

    /** Refuses a port that another program uses at that address. */
    static void requireFree(String setting, String host, int port) {
        if (port == 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            probe.setReuseAddress(true);
        } catch (IOException taken) {
            throw new BadInputException(
                    "%s: expected a free port, found %d in use; stop the program that uses it, or set %s to another (0 takes any)"
                            .formatted(setting, port, setting),
                    taken);
        }
    }
}
