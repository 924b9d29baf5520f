package caravan.cli;

import caravan.model.MarketView;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who answers a watch: a process that runs, or a small pipeline that is started for it and keeps nothing. */
final class WatchedProcess implements AutoCloseable {
    private final @Nullable Path runFolder;
    private final Runnable close;
    private ApiClient api;

    private WatchedProcess(ApiClient api, @Nullable Path runFolder, Runnable close) {
        this.api = api;
        this.runFolder = runFolder;
        this.close = close;
    }

    /** @param data the folder that it runs on */
    static WatchedProcess running(Path data, RunFile.Running running) {
        return new WatchedProcess(client(data, running), data, () -> {});
    }

    private static ApiClient client(Path data, RunFile.Running running) {
        URI address = running.console()
                .orElseThrow(() -> new BadInputException(
                        "expected the process %d on %s to have the stages watch and console, found it without; add them to caravan.stages, or stop it"
                                .formatted(running.pid(), data)));
        return new ApiClient(address, running.token());
    }

    /** Starts the stages that a watch needs, in a folder of their own that goes away with them. */
    static WatchedProcess own(Machine machine, Settings settings, String ticker, boolean withPrivate) throws Exception {
        Connection connection = Connection.of(settings);
        Logging.toFile(
                settings, DataFolder.prepare(settings, connection.environment()).resolve("watch.log"));
        Path folder = Files.createTempDirectory("caravan-watch");
        Map<String, String> given = new LinkedHashMap<>();
        given.put("kalshi.markets", ticker);
        given.put("ledger.url", "");
        given.put("recording.url", "");
        given.put("console.host", "127.0.0.1");
        for (String port :
                new String[] {"console.port", "management.port", "sandbox.exchange-port", "sandbox.discord-port"}) {
            given.put(port, "0");
        }
        for (String nowhere : new String[] {"discord.webhook-url", "discord.bot-token", "discord.channel-id"}) {
            given.put(nowhere, "");
        }
        LinkedHashSet<String> stages = new LinkedHashSet<>(WatchCommand.stages(withPrivate));
        Pipeline pipeline = new Pipeline(
                new Launch(settings.with(given), connection, folder, stages, RouteFiles.packed(stages)),
                machine.clock());
        Runnable close = () -> {
            pipeline.close();
            TemporaryFolder.delete(folder);
        };
        try {
            pipeline.start();
        } catch (Exception e) {
            close.run();
            throw e;
        }
        URI address = pipeline.addresses().get("console");
        if (address == null) {
            close.run();
            throw new IllegalStateException("expected the console's address, found none");
        }
        return new WatchedProcess(new ApiClient(address, pipeline.token()), null, close);
    }

    /** Says that somebody watches. */
    void renew(String ticker, boolean withPrivate) throws IOException {
        try (InputStream answer = api.post("/api/watch", Map.of("ticker", ticker, "private", withPrivate))
                .orElseThrow(WatchedProcess::older)) {
            answer.readAllBytes();
        }
    }

    /** What is known of the market now. */
    MarketView view(String ticker, boolean withPrivate) throws IOException {
        try (InputStream answer = api.get(
                        "/api/watch/" + ApiClient.encode(ticker), Map.of("private", String.valueOf(withPrivate)))
                .orElseThrow(WatchedProcess::older)) {
            return MarketViewJson.read(answer);
        }
    }

    private static BadInputException older() {
        return new BadInputException("expected a process with the stage watch, found one without; add it to"
                + " caravan.stages, or start the process again if it is of an older version");
    }

    /** It may have been started again, at another address. */
    void lookAgain() {
        if (runFolder != null) {
            Optional<RunFile.Running> running = RunFile.read(runFolder);
            running.filter(found -> found.console().isPresent()).ifPresent(found -> api = client(runFolder, found));
        }
    }

    @Override
    public void close() {
        close.run();
    }
}
