package caravan.cli;

import caravan.Databases;
import caravan.console.BookJson;
import caravan.history.History;
import caravan.history.Neighbours;
import caravan.history.PastBooks;
import caravan.history.Tables;
import caravan.history.Verification;
import caravan.history.VerificationAnswer;
import caravan.model.BookView;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nobody runs: the databases are opened here, and kept from others as long as that takes. */
final class OwnHistory implements HistorySource {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Machine machine;
    private final Path data;
    private final Deque<Runnable> opened = new ArrayDeque<>();
    private final Databases databases;
    private final Tables tables;
    private final Path lists;

    private OwnHistory(Machine machine, Settings settings, Environment environment, Path data) {
        this.machine = machine;
        this.data = data;
        this.lists = data.resolve("lists");
        InstanceLock lock = InstanceLock.take(data);
        opened.push(() -> release(lock));
        try {
            databases = Databases.open(
                    data, environment.id(), "", settings.text("ledger.url"), settings.text("recording.url"));
            opened.push(databases::close);
            databases.migrateMarketData();
            tables = new Tables(databases.marketData(), databases.ledger());
        } catch (RuntimeException e) {
            Pipeline.closeAll(opened);
            throw e;
        }
    }

    /** Opens what an environment has; says so when it has nothing. */
    static OwnHistory open(Machine machine, Settings settings, Environment environment, Path data) {
        boolean elsewhere = settings.find("ledger.url").isPresent();
        if (!elsewhere && !Files.exists(data.resolve("ledger.mv.db"))) {
            throw new BadInputException(
                    "expected something recorded in %s, found nothing; java -jar caravan.jar records".formatted(data));
        }
        return new OwnHistory(
                machine, settings, environment, elsewhere ? DataFolder.prepare(settings, environment) : data);
    }

    @Override
    public InputStream list(String subject, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("subject", subject);
        return new History(tables, lists, machine.clock()).list(all).content();
    }

    @Override
    public Optional<JsonNode> book(Map<String, String> parameters) {
        @Nullable BookView book = new PastBooks(tables, ticker -> Optional.empty(), machine.clock()).at(parameters);
        return Optional.ofNullable(book).map(BookJson::of);
    }

    @Override
    public JsonNode near(String ticker) {
        return JSON.valueToTree(new Neighbours(tables).of(Map.of("ticker", ticker)));
    }

    @Override
    public JsonNode verify() {
        return JSON.valueToTree(new VerificationAnswer(new Verification(databases.marketData())).verify());
    }

    /** Starts as much of the program as has the routes for it, on ports of its own, and asks that. */
    @Override
    public JsonNode backfill(String what, Map<String, String> parameters) throws Exception {
        close();
        Properties system = new Properties();
        machine.system()
                .stringPropertyNames()
                .forEach(name -> system.setProperty(name, machine.system().getProperty(name)));
        for (String port : Set.of("management.port", "console.port", "sandbox.exchange-port", "sandbox.discord-port")) {
            system.setProperty(port, "0");
        }
        system.setProperty("console.host", "127.0.0.1");
        system.setProperty("caravan.stages", "history,console");
        Launch launch = Launch.of(Settings.load(machine.environment(), system, machine.workingDirectory()));
        try (InstanceLock lock = InstanceLock.take(data);
                Program program = new Pipeline(launch, machine.clock())) {
            program.start();
            return new RunningHistory(new ApiClient(program.addresses().get("console"), program.token()))
                    .backfill(what, parameters);
        }
    }

    @Override
    public void close() {
        Pipeline.closeAll(opened);
    }

    private static void release(InstanceLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
