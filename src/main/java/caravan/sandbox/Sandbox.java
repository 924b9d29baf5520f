package caravan.sandbox;

import caravan.sandbox.discord.DiscordOptions;
import caravan.sandbox.discord.SandboxDiscord;
import caravan.sandbox.exchange.ExchangeOptions;
import caravan.sandbox.exchange.SandboxExchange;
import caravan.sandbox.exchange.SandboxKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Both stand-ins together, in this process and on this machine only: what a program needs to run without an account. */
public final class Sandbox implements AutoCloseable {
    private final SandboxExchange exchange;
    private final SandboxDiscord discord;

    private Sandbox(SandboxExchange exchange, SandboxDiscord discord) {
        this.exchange = exchange;
        this.discord = discord;
    }

    /**
     * Starts both.
     *
     * @param folder where the sandbox keeps its key pair, for example {@code data/sandbox}
     * @param exchangePort 0 takes any free one
     * @param discordPort 0 takes any free one
     * @param orderInterval how often an order of the account is filled
     * @throws caravan.sandbox.server.PortInUseException if somebody else listens on one of the ports
     * @throws java.io.UncheckedIOException if the folder cannot be written
     */
    public static Sandbox start(
            long seed, Path folder, int exchangePort, int discordPort, Duration orderInterval, InstantSource clock) {
        return start(ExchangeOptions.of(seed, folder, orderInterval, clock), exchangePort, discordPort);
    }

    /** Starts both, with every option of the exchange. */
    public static Sandbox start(ExchangeOptions options, int exchangePort, int discordPort) {
        SandboxExchange exchange = new SandboxExchange(options);
        exchange.start(exchangePort);
        try {
            SandboxDiscord discord = new SandboxDiscord(DiscordOptions.of(options.clock()));
            return new Sandbox(exchange, discord.start(discordPort));
        } catch (RuntimeException e) {
            exchange.close();
            throw e;
        }
    }

    /** The key of the sandbox's account: what {@code kalshi.api-key-id} and {@code kalshi.private-key-path} would be. */
    public record Key(String id, Path file) {}

    /**
     * The key that a sandbox with this folder has. One is made where there is none.
     *
     * @throws java.io.UncheckedIOException if the folder cannot be read or written
     */
    public static Key keyIn(Path folder) {
        SandboxKey key = SandboxKey.in(folder);
        return new Key(key.id(), key.file());
    }

    public SandboxExchange exchange() {
        return exchange;
    }

    public SandboxDiscord discord() {
        return discord;
    }

    /** For {@code kalshi.rest-url}. */
    public String restUrl() {
        return exchange.restUrl();
    }

    /** For {@code kalshi.ws-url}. */
    public String streamUrl() {
        return exchange.streamUrl();
    }

    /** For {@code kalshi.api-key-id}. */
    public String keyId() {
        return exchange.keyId();
    }

    /** For {@code kalshi.private-key-path}. */
    public Path keyFile() {
        return exchange.keyFile();
    }

    /** The markets that are listed now. */
    public List<String> tickers() {
        return exchange.tickers();
    }

    /** For {@code discord.base-url}. */
    public String discordBaseUrl() {
        return discord.baseUrl();
    }

    /** For {@code discord.webhook-url}; the stand-in's own, so no secret of anybody. */
    public String webhookUrl() {
        return discord.webhookUrl();
    }

    /** Where a person sees the messages. */
    public String messagesUrl() {
        return discord.pageUrl();
    }

    @Override
    public void close() {
        try {
            exchange.close();
        } finally {
            discord.close();
        }
    }
}
