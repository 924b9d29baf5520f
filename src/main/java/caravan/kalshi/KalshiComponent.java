package caravan.kalshi;

import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.rest.AnswerFields;
import caravan.kalshi.rest.RestClient;
import caravan.kalshi.stream.ConnectionStatus;
import caravan.kalshi.stream.ConnectionSubscriptions;
import caravan.kalshi.stream.StreamConsumer;
import caravan.model.ExchangeHours;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** What all {@code kalshi:} endpoints share: where the exchange is, who we are to it, and the connections that run. */
@Component("kalshi")
public class KalshiComponent extends DefaultComponent implements SSLContextParametersAware {
    @Metadata(description = "Where the exchange's stream is, for example wss://demo-api.kalshi.co/trade-api/ws/v2")
    private @Nullable String wsUrl;

    @Metadata(description = "Where the exchange's operations are, for example https://demo-api.kalshi.co/trade-api/v2")
    private @Nullable String restUrl;

    @Metadata(label = "security", description = "Signs requests and the stream's handshake", autowired = true)
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
            if (restUrl == null || signer == null) {
                throw new IllegalStateException("expected restUrl and signer on the component kalshi, found "
                        + (restUrl == null ? "no restUrl" : "no signer"));
            }
            restClient = new RestClient(
                    getCamelContext(),
                    URI.create(restUrl),
                    signer::headers,
                    requestTimeout,
                    seed == 0 ? new Random() : new Random(seed));
            AnswerFields fields = new AnswerFields(meterRegistry);
            restClient.observe(fields::check);
            answerFields = fields;
        }
        return restClient;
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
