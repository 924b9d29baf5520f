package caravan.cli.call;

import caravan.cli.BadInputException;
import caravan.cli.CalledExchange;
import caravan.cli.DebugOption;
import caravan.cli.Machine;
import caravan.cli.Terminal;
import caravan.kalshi.catalogue.Given;
import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.CallOptions;
import caravan.kalshi.rest.LoneClient;
import caravan.kalshi.rest.OutcomeUnknownException;
import caravan.kalshi.rest.Pages;
import caravan.kalshi.rest.Request;
import caravan.kalshi.rest.RestClient;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Calls one operation of the exchange and shows the answer. */
@Command(
        name = "call",
        description = "Calls one operation of the exchange and shows the answer.",
        customSynopsis = {
            "caravan call <Operation> [name=value...] [options]",
            "       caravan call raw method=GET path=/exchange/status",
            "       caravan call --list",
            "       caravan call <Operation> --help"
        },
        footer = {
            "",
            "Examples:",
            "  call GetMarkets status=open limit=5",
            "  call GetMarkets status=open --all --format csv --columns ticker,yes_bid,volume",
            "  call GetBalance",
            "  call CancelOrderV2 order_id=ID --yes",
            "",
            "Which exchange is asked, and the key, are in the settings, as for run. In the sandbox it is the one of the"
                    + " process that runs here, else one that is started for the call. What changes something asks"
                    + " first everywhere else; in a script it needs --yes."
        })
public final class CallCommand implements Callable<Integer> {
    private static final CallOptions JSON_ITEMS = new CallOptions(true, CallOptions.Paging.ITEMS, true);

    @Mixin
    private DebugOption debug = new DebugOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "<Operation>",
            description = "What to call, as the exchange names it; raw for what is not listed.")
    private @Nullable String name;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "name=value",
            description = "Its parameters. One that is given several times is a list. Times are Unix seconds or such as"
                    + " 2026-11-20T10:00:00Z.")
    private List<String> arguments = List.of();

    @Option(names = "--list", description = "List all operations.")
    private boolean list;

    @Option(
            names = {"-h", "--help"},
            description = "Tell about the operation, or about this command.")
    private boolean help;

    @Option(names = "--all", description = "Ask for all pages, one after the other.")
    private boolean all;

    @Option(names = "--limit-items", paramLabel = "N", description = "As --all, but stop after so many things.")
    private @Nullable Long limitItems;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "table (if not told), json, csv, or plain: values alone, with tabs between them.")
    private Format format = Format.TABLE;

    @Option(
            names = "--columns",
            paramLabel = "A,B,C",
            hideParamSyntax = true,
            split = ",",
            description = "Only these columns, in this order.")
    private List<String> columns = List.of();

    @Option(
            names = "--body",
            paramLabel = "@FILE|JSON",
            description = "More parameters, as a JSON object; name=value wins.")
    private @Nullable String body;

    @Option(names = "--yes", description = "It is meant: do not ask before something is changed.")
    private boolean yes;

    @Option(names = "--dangerous", description = "It may move money, or make or delete keys.")
    private boolean dangerous;

    @Option(names = "--curl", description = "Print the signed curl command instead of calling. It is good for seconds.")
    private boolean curl;

    private final Machine machine;

    public CallCommand(Machine machine) {
        this.machine = machine;
    }

    /** Adds what is not known when the command is compiled. */
    public static void complete(CommandLine call) {
        Map<String, String> codes = new LinkedHashMap<>();
        Arrays.stream(ExitCode.values()).forEach(code -> codes.put(" " + code.code(), code.meaning()));
        call.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nEnds with:%n")
                .exitCodeList(codes);
    }

    @Override
    public Integer call() throws IOException {
        if (list) {
            OperationList.lines(Operations.all(), Terminal.width(machine.environment()))
                    .forEach(machine.out()::println);
            return ExitCode.DONE.code();
        }
        if (help && (name == null || name.equals(RawCall.NAME))) {
            requireSpec().commandLine().usage(machine.out());
            return ExitCode.DONE.code();
        }
        if (name == null) {
            throw new BadInputException(
                    "expected an operation, found none; call --list lists all, call --help tells more");
        }
        if (help) {
            OperationHelp.lines(Operations.named(name), Terminal.width(machine.environment()))
                    .forEach(machine.out()::println);
            return ExitCode.DONE.code();
        }
        return ask(name).code();
    }

    private ExitCode ask(String operationName) throws IOException {
        Map<String, Object> given = Arguments.of(machine, arguments, body);
        @Nullable RawCall raw = operationName.equals(RawCall.NAME) ? new RawCall(given) : null;
        @Nullable Operation listed = raw == null ? Operations.named(operationName) : null;
        Map<String, Object> parameters = raw == null ? Given.values(given).orElseThrow() : raw.parameters();
        requirePages(operationName, listed != null && listed.paging().isPresent());
        OrderName order = OrderName.of(listed, parameters);
        if (listed != null) {
            // Whatever is wrong is said before a sandbox is started for it.
            Request.of(listed, parameters);
        }
        try (CalledExchange exchange = CalledExchange.open(machine)) {
            Operation operation = listed == null ? raw.operation(exchange.hasKey()) : listed;
            Request request = Request.of(operation, parameters);
            if (operation.signed()) {
                exchange.signer();
            }
            if (curl) {
                printCurl(exchange, request);
                return ExitCode.DONE;
            }
            String what = operation.method() + " " + request.target()
                    + (request.body().isEmpty() ? "" : " " + request.body());
            if (!new Permission(yes, dangerous).isGiven(machine, exchange.environment(), operation, what)) {
                machine.err().println("not sent");
                return ExitCode.NOT_SENT;
            }
            try {
                show(exchange, operation, parameters);
            } catch (OutcomeUnknownException unknown) {
                order.advice().ifPresent(machine.err()::println);
                throw unknown;
            }
            return ExitCode.DONE;
        }
    }

    private void requirePages(String operationName, boolean hasPages) {
        if ((all || limitItems != null) && !hasPages) {
            throw new BadInputException("--all: expected an operation whose answer has pages, found %s; leave it out"
                    .formatted(operationName));
        }
    }

    private void printCurl(CalledExchange exchange, Request request) {
        if (exchange.isPassing()) {
            throw new BadInputException(
                    "--curl: expected an exchange that is still there afterwards, found a sandbox that"
                            + " ends with the call; start one with java -jar caravan.jar in another terminal");
        }
        Operation operation = request.operation();
        Map<String, String> headers = operation.signed()
                ? exchange.signer()
                        .headers(operation.method(), exchange.restUrl().getRawPath() + request.path())
                : Map.of();
        machine.out().println(CurlCommand.of(exchange.restUrl(), request, headers));
        if (operation.signed()) {
            machine.err().println("the signature is good for seconds only, and whoever has it can make this call");
        }
    }

    private void show(CalledExchange exchange, Operation operation, Map<String, Object> parameters) throws IOException {
        Output output = new Output(machine, format, columns);
        try (LoneClient lone = LoneClient.start(
                exchange.restUrl(), (method, path) -> exchange.signer().headers(method, path), exchange.timeout())) {
            RestClient client = lone.client();
            if (all || limitItems != null) {
                output.all(operation, limited(new Pages(client, operation, parameters, JSON_ITEMS)));
            } else {
                output.answer(operation, client.json(operation, parameters));
            }
        }
    }

    private Iterator<?> limited(Iterator<?> things) {
        return limitItems == null ? things : new Limited(things, limitItems);
    }

    private CommandSpec requireSpec() {
        if (spec == null) {
            throw new IllegalStateException("expected to be run by picocli, was not");
        }
        return spec;
    }
}
