package caravan.cli;

import caravan.console.ConsoleServer;
import caravan.console.ConsoleToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/** The port of the stage {@code console}, where that stage runs; nothing where it does not. */
final class ConsolePort implements AutoCloseable {
    private final String host;
    private final @Nullable ConsoleServer server;
    private final @Nullable String token;

    private ConsolePort(String host, @Nullable ConsoleServer server, @Nullable String token) {
        this.host = host;
        this.server = server;
        this.token = token;
    }

    /** Adds the port to a program that was not started yet. Only the sandbox on this machine needs no token. */
    static ConsolePort of(Launch launch, Main main) throws IOException {
        String host = launch.settings().text("console.host");
        if (!launch.stages().contains("console")) {
            return new ConsolePort(host, null, null);
        }
        boolean atHome = launch.connection().environment() == Environment.SANDBOX && ConsoleServer.isLoopback(host);
        String token = atHome ? null : ConsoleToken.of(launch.data());
        ConsoleServer server = new ConsoleServer(host, launch.settings().number("console.port"), token);
        server.attach(main);
        return new ConsolePort(host, server, token);
    }

    /** Returns {@code console.host} when it is an address of this machine. */
    static String host(Settings settings) {
        String host = settings.text("console.host");
        try {
            InetAddress address = InetAddress.getByName(host);
            if (!host.isBlank()
                    && (address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null)) {
                return host;
            }
        } catch (IOException unknown) {
            throw new BadInputException(
                    "console.host: expected an address of this machine, found '%s', which nobody knows".formatted(host),
                    unknown);
        }
        throw new BadInputException("console.host: expected an address of this machine, found '%s'".formatted(host));
    }

    /** Opens the port, and returns where a command on this machine finds it. */
    Optional<URI> open() throws Exception {
        if (server == null) {
            return Optional.empty();
        }
        server.open();
        return Optional.of(address(server.port()));
    }

    private URI address(int port) throws UnknownHostException {
        String name = InetAddress.getByName(host).isAnyLocalAddress() ? "127.0.0.1" : host;
        return URI.create("http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port);
    }

    /** What a request has to know; empty where nothing is needed. */
    Optional<String> token() {
        return Optional.ofNullable(token);
    }

    /** Takes no question any more; the routes still answer those that are under way. */
    void refuse() {
        if (server != null) {
            server.refuse();
        }
    }

    /** Closes the port, after the routes. */
    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
