package caravan.kalshi;

import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.AnswerFields;
import caravan.kalshi.rest.ExchangeClock;
import caravan.kalshi.rest.RestClient;
import caravan.kalshi.rest.budget.BudgetStatus;
import caravan.kalshi.rest.budget.Pace;
import caravan.kalshi.rest.budget.RequestBudget;
import caravan.kalshi.rest.outcome.OrderResolver;
import caravan.kalshi.rest.outcome.Patience;
import caravan.kalshi.rest.outcome.Unanswered;
import caravan.kalshi.stream.ConnectionStatus;
import caravan.kalshi.stream.ConnectionSubscriptions;
import caravan.kalshi.stream.StreamConsumer;
import caravan.model.ExchangeHours;
import caravan.model.WriteOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Endpoint;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** What all {@code kalshi:} endpoints share: where the exchange is, who we are to it, and the connections that run. */
@Component("kalshi")
public class KalshiComponent extends DefaultComponent implements SSLContextParametersAware {
    /** Options that hold secrets: Camel would print them when it starts. */
    private static final String SECRETS = "apikeyid,privatekeypem";

    @Metadata(
            label = "common",
            description = "Which exchange: demo, prod (real money), or the address of a sandbox such as"
                    + " http://127.0.0.1:8090. There is no default: say which one you mean")
    private @Nullable String environment;

    @Metadata(
            label = "advanced",
            description =
                    "Where the exchange's stream is, for example wss://host/trade-api/ws/v2; wins over environment")
    private @Nullable String wsUrl;

    @Metadata(
            label = "advanced",
            description =
                    "Where the exchange's operations are, for example https://host/trade-api/v2; wins over environment")
    private @Nullable String restUrl;

    @Metadata(
            label = "security",
            secret = true,
            description = "The id of the API key, a UUID. Public operations need none, the stream always does")
    private @Nullable String apiKeyId;

    @Metadata(label = "security", description = "The PEM file with the private key, RSA or Ed25519, unencrypted")
    private @Nullable String privateKeyPath;

    @Metadata(
            label = "security",
            secret = true,
            description = "Or the PEM text of the private key, on several lines or on one with \\n between them")
    private @Nullable String privateKeyPem;

    @Metadata(
            label = "security",
            description = "Signs requests and the stream's handshake; wins over apiKeyId and the key",
            autowired = true)
    private @Nullable RequestSigner signer;

    @Metadata(label = "advanced", description = "Stamps what arrives. The system's clock by default")
    private InstantSource clock = InstantSource.system();

    @Metadata(label = "advanced", description = "Counts frames, reconnects and errors", autowired = true)
    private MeterRegistry meterRegistry = new CompositeMeterRegistry();

    @Metadata(
            label = "advanced",
            description = "The same seed gives the same waits between reconnects. 0 takes a different one each time",
            defaultValue = "0")
    private long seed;

    @Metadata(label = "common", defaultValue = "10s", description = "How long one attempt of an operation may take")
    private Duration requestTimeout = Duration.ofSeconds(10);

    @Metadata(
            label = "common",
            defaultValue = "10s",
            description = "How long a request may wait until the account's limits allow it. After that it fails unsent")
    private Duration budgetWait = Duration.ofSeconds(10);

    @Metadata(
            label = "producer",
            defaultValue = "false",
            description = "Whether routes may call operations that place, change or move something. What reads and what"
                    + " takes back is always allowed")
    private boolean rawWrites;

    @Metadata(label = "security", description = "Whether to use Camel's global TLS settings")
    private boolean useGlobalSslContextParameters;

    private ExchangeHours exchangeHours = time -> Optional.empty();

    private final List<StreamConsumer> streams = new CopyOnWriteArrayList<>();
    private @Nullable RestClient restClient;
    private volatile @Nullable AnswerFields answerFields;
    private volatile @Nullable ExchangeClock exchangeClock;

    @Override
    protected void doBuild() throws Exception {
        super.doBuild();
        ExtendedCamelContext camel = getCamelContext().getCamelContextExtension();
        String known = camel.getAdditionalSensitiveKeywords();
        camel.setAdditionalSensitiveKeywords(known == null ? SECRETS : known + "," + SECRETS);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String operation, Map<String, Object> parameters) throws Exception {
        KalshiEndpoint endpoint = new KalshiEndpoint(uri, this, operation);
        setProperties(endpoint, parameters);
        if (endpoint.isLenientProperties()) {
            endpoint.setOperationParameters(new HashMap<>(parameters));
            parameters.clear();
        }
        return endpoint;
    }

    /** The state of every stream, for health checks and people. Safe for any thread. */
    public List<ConnectionStatus> getConnections() {
        return streams.stream().map(StreamConsumer::status).toList();
    }

    /** By how much this machine's clock is ahead of the exchange's at least; empty while no answer tells. Any thread. */
    public Optional<Duration> getClockAhead() {
        ExchangeClock compared = exchangeClock;
        return compared == null ? Optional.empty() : compared.ahead();
    }

    /** What each stream is to have and has, market by market, for people. Safe for any thread. */
    public List<ConnectionSubscriptions> getSubscriptions() {
        return streams.stream().map(StreamConsumer::subscriptions).toList();
    }

    /** Operations whose answers have other fields than the catalogue knows, for health checks and people. Any thread. */
    public List<AnswerFields.Drift> getAnswerDrift() {
        AnswerFields fields = answerFields;
        return fields == null ? List.of() : fields.drift();
    }

    /** The streams of a connection's name: one, unless somebody has given it twice. */
    List<StreamConsumer> streams(String connection) {
        return streams.stream()
                .filter(stream -> stream.status().name().equals(connection))
                .toList();
    }

    List<String> connectionNames() {
        return streams.stream().map(stream -> stream.status().name()).toList();
    }

    /** The one client of all operations. */
    synchronized RestClient restClient() {
        if (restClient == null) {
            Pace pace = Pace.system(seed == 0 ? new Random() : new Random(seed));
            restClient = new RestClient(
                    getCamelContext(),
                    restAddress(),
                    (method, path) -> requireSigner().headers(method, path),
                    requestTimeout,
                    pace,
                    RequestBudget.assumed(budgetWait, pace, meterRegistry),
                    meterRegistry);
            AnswerFields fields = new AnswerFields(meterRegistry);
            restClient.observe(fields::check);
            answerFields = fields;
            exchangeClock = new ExchangeClock(clock);
            restClient.compareTime(exchangeClock);
        }
        return restClient;
    }

    private URI restAddress() {
        if (restUrl != null && !restUrl.isBlank()) {
            return URI.create(restUrl);
        }
        return exchangeAddress().rest();
    }

    /** Where the stream is. */
    URI streamAddress() {
        if (wsUrl != null && !wsUrl.isBlank()) {
            return URI.create(wsUrl);
        }
        return exchangeAddress().stream();
    }

    private ExchangeAddress exchangeAddress() {
        if (environment == null || environment.isBlank()) {
            throw new IllegalArgumentException("kalshi: expected the option environment on the component (demo, prod,"
                    + " or a sandbox's address), found nothing; set camel.component.kalshi.environment");
        }
        return ExchangeAddress.of(environment);
    }

    /** Who signs; the key is read when it is first needed, because public operations need none. */
    synchronized RequestSigner requireSigner() {
        if (signer == null) {
            signer = new Credentials(apiKeyId, privateKeyPath, privateKeyPem).signer(clock);
        }
        if (signer == null) {
            throw new IllegalStateException("kalshi: expected a key, found none; set the options apiKeyId and"
                    + " privateKeyPath (or privateKeyPem) on the component");
        }
        return signer;
    }

    /** What may be asked of the exchange yet; empty while nothing was asked. Safe for any thread. */
    public synchronized Optional<BudgetStatus> getBudget() {
        return Optional.ofNullable(restClient).map(RestClient::budget);
    }

    /**
     * Finds out what became of a change of an order that was not answered. Places nothing; may repeat what only takes
     * back. Blocks while it looks, a minute and more. Safe for any thread.
     *
     * @param operation for example {@code CreateOrderV2}
     * @param parameters with which it was called
     * @param begun when it was not sent yet, by our clock
     * @param ended when it could no longer be sent, by our clock
     * @return one outcome for each order, in the order of the request
     */
    public List<WriteOutcome> outcomes(String operation, Map<String, Object> parameters, Instant begun, Instant ended) {
        Pace pace = Pace.system(seed == 0 ? new Random() : new Random(seed));
        OrderResolver resolver = new OrderResolver(restClient()::call, pace, clock, Patience.USUAL);
        return resolver.resolve(
                new Unanswered(Operations.named(operation), parameters, begun, ended),
                OrderResolver.Missing.STAYS_MISSING);
    }

    /** Lets connections know when the exchange is away, as it said beforehand. */
    public void exchangeHours(ExchangeHours hours) {
        exchangeHours = hours;
    }

    ExchangeHours exchangeHours() {
        return exchangeHours;
    }

    /** Whether a connection is to have a market, whatever the exchange says to that. Any thread. */
    public boolean isWanted(String connection, String ticker) {
        return streams(connection).stream()
                .map(StreamConsumer::subscriptions)
                .anyMatch(markets -> markets.wanted().contains(ticker));
    }

    void add(StreamConsumer stream) {
        streams.add(stream);
    }

    void remove(StreamConsumer stream) {
        streams.remove(stream);
    }

    public @Nullable String getEnvironment() {
        return environment;
    }

    public void setEnvironment(@Nullable String environment) {
        this.environment = environment;
    }

    public @Nullable String getApiKeyId() {
        return apiKeyId;
    }

    public void setApiKeyId(@Nullable String apiKeyId) {
        this.apiKeyId = apiKeyId;
    }

    public @Nullable String getPrivateKeyPath() {
        return privateKeyPath;
    }

    public void setPrivateKeyPath(@Nullable String privateKeyPath) {
        this.privateKeyPath = privateKeyPath;
    }

    public @Nullable String getPrivateKeyPem() {
        return privateKeyPem;
    }

    public void setPrivateKeyPem(@Nullable String privateKeyPem) {
        this.privateKeyPem = privateKeyPem;
    }

    public @Nullable String getWsUrl() {
        return wsUrl;
    }

    public void setWsUrl(@Nullable String wsUrl) {
        this.wsUrl = wsUrl;
    }

    public @Nullable String getRestUrl() {
        return restUrl;
    }

    public void setRestUrl(@Nullable String restUrl) {
        this.restUrl = restUrl;
    }

    public @Nullable RequestSigner getSigner() {
        return signer;
    }

    public void setSigner(@Nullable RequestSigner signer) {
        this.signer = signer;
    }

    public InstantSource getClock() {
        return clock;
    }

    public void setClock(InstantSource clock) {
        this.clock = clock;
    }

    public MeterRegistry getMeterRegistry() {
        return meterRegistry;
    }

    public void setMeterRegistry(MeterRegistry meterRegistry) {
        this.meterRegistry = meterRegistry;
    }

    public Duration getRequestTimeout() {
        return requestTimeout;
    }

    public void setRequestTimeout(Duration requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public Duration getBudgetWait() {
        return budgetWait;
    }

    public void setBudgetWait(Duration budgetWait) {
        this.budgetWait = budgetWait;
    }

    public boolean isRawWrites() {
        return rawWrites;
    }

    public void setRawWrites(boolean rawWrites) {
        this.rawWrites = rawWrites;
    }

    public long getSeed() {
        return seed;
    }

    public void setSeed(long seed) {
        this.seed = seed;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
