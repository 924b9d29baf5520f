package caravan.kalshi;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.CallOptions;
import caravan.kalshi.rest.OperationProducer;
import caravan.kalshi.stream.SignedWebsocket;
import caravan.kalshi.stream.StreamConsumer;
import caravan.kalshi.stream.StreamSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.vertx.websocket.VertxWebsocketComponent;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Receive the Kalshi exchange's stream in order, change what it carries, and call the exchange's operations.
 *
 * <p>{@code from: kalshi:stream} receives; {@code to: kalshi:stream} gives a {@code StreamCommand} to the connection of
 * that name. Every other name is an operation of the exchange, for {@code to}; {@code kalshi:raw} is for those that the
 * catalogue does not know.
 */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "kalshi",
        title = "Kalshi",
        syntax = "kalshi:operation",
        category = {Category.API, Category.MESSAGING},
        headersClass = KalshiConstants.class,
        lenientProperties = true)
public class KalshiEndpoint extends DefaultEndpoint {
    private static final String STREAM = "stream";
    private static final String RAW = "raw";

    /** What pages are taken apart into. */
    public enum Per {
        ITEM,
        PAGE
    }

    /** What a route gets for an answer. */
    public enum Answer {
        TYPED,
        JSON
    }

    @UriPath(
            description =
                    "stream, to receive or to change what is received; raw, for what the catalogue does not know; else the"
                            + " name of an operation of the exchange, for example GetFills")
    @Metadata(required = true)
    private String operation;

    @UriParam(
            label = "common",
            defaultValue = STREAM,
            description = "The name of the connection in frames, logs, metrics and health, and for commands to it")
    private String connection = STREAM;

    @UriParam(label = "consumer", description = "Which channels to subscribe to, comma-separated")
    private String channels = "";

    @UriParam(
            label = "consumer",
            description =
                    "Which markets it begins with, as comma-separated tickers. An asterisk stands for every market, on the"
                            + " channels that allow it (not order books). Selectors such as series:KXBTC, which the stage"
                            + " market-selection follows, are left to it. Without any market, channels about markets are left out")
    private String markets = "";

    @UriParam(
            label = "consumer",
            defaultValue = "all",
            description = "Which indices, comma-separated, for the channels of CF Benchmarks; all for each of them")
    private String indexIds = "all";

    @UriParam(
            label = "consumer",
            defaultValue = "all",
            description = "Which underlyings, comma-separated, for Pyth's channel; all for each of them")
    private String underlyingTickers = "all";

    @UriParam(
            label = "consumer",
            defaultValue = "true",
            description = "Whether the exchange gives NO prices of order books as YES prices")
    private boolean useYesPrice = true;

    @UriParam(
            label = "consumer",
            defaultValue = "10s",
            description = "How often the exchange is asked for a sign of life")
    private Duration pingInterval = Duration.ofSeconds(10);

    @UriParam(
            label = "consumer",
            defaultValue = "30s",
            description = "After this long without any sign of life the connection is given up and made anew")
    private Duration silenceLimit = Duration.ofSeconds(30);

    @UriParam(
            label = "consumer",
            defaultValue = "1s",
            description =
                    "The first wait before connecting again; later ones are twice the one before, give or take half")
    private Duration reconnectDelay = Duration.ofSeconds(1);

    @UriParam(label = "consumer", defaultValue = "60s", description = "The longest wait before connecting again")
    private Duration reconnectDelayMax = Duration.ofSeconds(60);

    @UriParam(
            label = "consumer",
            defaultValue = "10000",
            description = "How many frames may wait for the route; the socket is paused when they are this many")
    private int queueSize = 10_000;

    @UriParam(
            label = "consumer",
            defaultValue = "10s",
            description = "How long the exchange may take to shake hands and to answer a command")
    private Duration answerLimit = Duration.ofSeconds(10);

    @UriParam(label = "consumer", defaultValue = "true", description = "Whether to offer compression to the exchange")
    private boolean compression = true;

    @UriParam(
            label = "producer",
            defaultValue = "typed",
            description = "What becomes of an answer: typed, a word of Caravan's model where there is one for the"
                    + " operation, else JSON; json, the answer as the exchange gave it")
    private Answer answer = Answer.TYPED;

    @UriParam(
            label = "producer",
            description = "Whether the answer is an iterator over all pages, which are asked for as they are needed."
                    + " Split it with streaming")
    private boolean paginate;

    @UriParam(
            label = "producer",
            defaultValue = "item",
            description = "What an answer of many pages is taken apart into: item, one message for each thing on them;"
                    + " page, one message a page")
    private Per paginateBy = Per.ITEM;

    @UriParam(label = "producer", defaultValue = "GET", description = "The HTTP method, for kalshi:raw alone")
    private String method = "GET";

    @UriParam(
            label = "producer",
            description = "The path below the address of the API, for kalshi:raw alone, for example /exchange/status")
    private String path = "";

    private Map<String, Object> operationParameters = Map.of();

    public KalshiEndpoint(String uri, KalshiComponent component, String operation) {
        super(uri, component);
        this.operation = operation;
    }

    @Override
    public KalshiComponent getComponent() {
        return (KalshiComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() throws Exception {
        if (operation.equals(STREAM)) {
            return new StreamProducer(this, getComponent(), connection);
        }
        CallOptions options =
                new CallOptions(answer == Answer.JSON, paging(), getComponent().isRawWrites());
        if (operation.equals(RAW)) {
            return new OperationProducer(
                    this, unlisted(), operationParameters, getComponent().restClient(), options);
        }
        return new OperationProducer(
                this,
                Operations.named(operation),
                operationParameters,
                getComponent().restClient(),
                options);
    }

    private CallOptions.Paging paging() {
        if (!paginate) {
            return CallOptions.Paging.NONE;
        }
        return paginateBy == Per.PAGE ? CallOptions.Paging.PAGES : CallOptions.Paging.ITEMS;
    }

    private Operation unlisted() {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(
                    "kalshi:raw: expected path, the path below the address of the API, for example /exchange/status,"
                            + " found '" + path + "'");
        }
        return Operation.unlisted(method, path);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (!operation.equals(STREAM)) {
            throw new UnsupportedOperationException(
                    "kalshi:%s is called, not received from: use it in to. from is for kalshi:stream"
                            .formatted(operation));
        }
        KalshiComponent component = getComponent();
        SignedWebsocket websocket = new SignedWebsocket(
                getCamelContext().getComponent("vertx-websocket", VertxWebsocketComponent.class),
                address(component.streamAddress()),
                component.requireSigner());
        if (component.isUseGlobalSslContextParameters()) {
            websocket.getConfiguration().setSslContextParameters(component.retrieveGlobalSslContextParameters());
        }
        StreamConsumer consumer = new StreamConsumer(
                this,
                processor,
                settings(),
                new StreamConsumer.Surroundings(
                        websocket,
                        component.getClock(),
                        new Random(component.getSeed() == 0 ? System.nanoTime() : component.getSeed()),
                        component.getMeterRegistry(),
                        component.exchangeHours(),
                        component::remove));
        configureConsumer(consumer);
        component.add(consumer);
        return consumer;
    }

    private StreamSettings settings() {
        return new StreamSettings(
                connection,
                names(channels),
                names(markets).stream().filter(KalshiEndpoint::isTicker).toList(),
                names(indexIds),
                names(underlyingTickers),
                useYesPrice,
                pingInterval,
                silenceLimit,
                reconnectDelay,
                reconnectDelayMax,
                queueSize,
                answerLimit,
                compression);
    }

    private static List<String> names(String commaSeparated) {
        return Pattern.compile(",")
                .splitAsStream(commaSeparated)
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** The stage market-selection has words for what it follows; no ticker is written like one. */
    private static boolean isTicker(String name) {
        return !name.contains(":") && !name.equals("mine") && !name.equals("watch-list");
    }

    private static URI address(URI stream) {
        boolean fits = "ws".equals(stream.getScheme()) || "wss".equals(stream.getScheme());
        if (!fits || stream.getHost() == null) {
            throw new IllegalArgumentException(
                    "kalshi:stream needs the address of the stream, ws://host/path or wss://host/path, was %s. Set kalshi.ws-url"
                            .formatted(stream));
        }
        return stream;
    }

    /** Operations take the exchange's own parameters; the stream knows all of its options and refuses others. */
    @Override
    public boolean isLenientProperties() {
        return !operation.equals(STREAM);
    }

    /** Parameters of an operation, from the URI; those of a message win over them. */
    public Map<String, Object> getOperationParameters() {
        return operationParameters;
    }

    void setOperationParameters(Map<String, Object> operationParameters) {
        this.operationParameters = Map.copyOf(operationParameters);
    }

    public String getOperation() {
        return operation;
    }

    public void setOperation(String operation) {
        this.operation = operation;
    }

    public String getConnection() {
        return connection;
    }

    public void setConnection(String connection) {
        this.connection = connection;
    }

    public String getChannels() {
        return channels;
    }

    public void setChannels(String channels) {
        this.channels = channels;
    }

    public String getMarkets() {
        return markets;
    }

    public void setMarkets(String markets) {
        this.markets = markets;
    }

    public String getIndexIds() {
        return indexIds;
    }

    public void setIndexIds(String indexIds) {
        this.indexIds = indexIds;
    }

    public String getUnderlyingTickers() {
        return underlyingTickers;
    }

    public void setUnderlyingTickers(String underlyingTickers) {
        this.underlyingTickers = underlyingTickers;
    }

    public boolean isUseYesPrice() {
        return useYesPrice;
    }

    public void setUseYesPrice(boolean useYesPrice) {
        this.useYesPrice = useYesPrice;
    }

    public Duration getPingInterval() {
        return pingInterval;
    }

    public void setPingInterval(Duration pingInterval) {
        this.pingInterval = pingInterval;
    }

    public Duration getSilenceLimit() {
        return silenceLimit;
    }

    public void setSilenceLimit(Duration silenceLimit) {
        this.silenceLimit = silenceLimit;
    }

    public Duration getReconnectDelay() {
        return reconnectDelay;
    }

    public void setReconnectDelay(Duration reconnectDelay) {
        this.reconnectDelay = reconnectDelay;
    }

    public Duration getReconnectDelayMax() {
        return reconnectDelayMax;
    }

    public void setReconnectDelayMax(Duration reconnectDelayMax) {
        this.reconnectDelayMax = reconnectDelayMax;
    }

    public int getQueueSize() {
        return queueSize;
    }

    public void setQueueSize(int queueSize) {
        this.queueSize = queueSize;
    }

    public Duration getAnswerLimit() {
        return answerLimit;
    }

    public void setAnswerLimit(Duration answerLimit) {
        this.answerLimit = answerLimit;
    }

    public boolean isCompression() {
        return compression;
    }

    public void setCompression(boolean compression) {
        this.compression = compression;
    }

    public Answer getAnswer() {
        return answer;
    }

    public void setAnswer(Answer answer) {
        this.answer = answer;
    }

    public boolean isPaginate() {
        return paginate;
    }

    public void setPaginate(boolean paginate) {
        this.paginate = paginate;
    }

    public Per getPaginateBy() {
        return paginateBy;
    }

    public void setPaginateBy(Per paginateBy) {
        this.paginateBy = paginateBy;
    }

    public String getMethod() {
        return method;
    }

    public void setMethod(String method) {
        this.method = method;
    }

    public String getPath() {
        return path;
    }

    public void setPath(String path) {
        this.path = path;
    }
}
