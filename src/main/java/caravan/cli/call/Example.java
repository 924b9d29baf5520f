package caravan.cli.call;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Parameter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A call as somebody could type it: with what is needed, and plausible values. */
final class Example {
    /** Values that tell more than those of their type would. */
    private static final Map<String, String> PLAUSIBLE = Map.ofEntries(
            Map.entry("ticker", "KXHIGHNY-26NOV21-B55.5"),
            Map.entry("tickers", "KXHIGHNY-26NOV21-B55.5"),
            Map.entry("market_ticker", "KXHIGHNY-26NOV21-B55.5"),
            Map.entry("market_tickers", "KXHIGHNY-26NOV21-B55.5"),
            Map.entry("event_ticker", "KXHIGHNY-26NOV21"),
            Map.entry("series_ticker", "KXHIGHNY"),
            Map.entry("start_ts", "2026-11-20T10:00:00Z"),
            Map.entry("end_ts", "2026-11-20T12:00:00Z"),
            Map.entry("city", "nyc"),
            Map.entry("percentiles", "5000"));

    /** What most people want, of values to choose from. */
    private static final List<String> USUAL = List.of("open", "good_till_canceled");

    private static final String ID = "11111111-2222-3333-4444-555555555555";

    private Example() {}

    /** What follows the name of the operation, quoted for a shell. */
    static List<String> words(Operation operation) {
        return arguments(operation).stream().map(Example::shell).toList();
    }

    /** {@code name=value} for each parameter that is needed, and for those that an operation makes little sense without. */
    static List<String> arguments(Operation operation) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.required() || isTelling(operation, parameter))
                .map(parameter -> parameter.name() + "=" + value(parameter))
                .toList();
    }

    private static boolean isTelling(Operation operation, Parameter parameter) {
        return switch (operation.name()) {
            case "GetMarkets" -> parameter.name().equals("status");
            case "DecreaseOrderV2" -> parameter.name().equals("reduce_by");
            case "CreateOrderGroup", "UpdateOrderGroupLimit" -> parameter.name().equals("contracts_limit");
            case "CreateRFQ" -> parameter.name().equals("contracts");
            default -> false;
        };
    }

    private static String value(Parameter parameter) {
        if (parameter.type() == Parameter.Type.OBJECT) {
            String object = parameter.fields().stream()
                    .filter(Parameter::required)
                    .map(field -> "\"%s\":%s".formatted(field.name(), json(field)))
                    .collect(Collectors.joining(",", "{", "}"));
            return parameter.isList() ? "[" + object + "]" : object;
        }
        if (!parameter.values().isEmpty()) {
            return usual(parameter);
        }
        return PLAUSIBLE.getOrDefault(parameter.name(), ofType(parameter));
    }

    private static String usual(Parameter parameter) {
        return USUAL.stream()
                .filter(parameter.values()::contains)
                .findFirst()
                .orElse(parameter.values().get(0));
    }

    private static String json(Parameter field) {
        String value = value(field);
        return switch (field.type()) {
            case INTEGER, SECONDS, BOOLEAN, OBJECT -> value;
            default -> "\"" + value + "\"";
        };
    }

    private static String ofType(Parameter parameter) {
        return switch (parameter.type()) {
            case INTEGER -> String.valueOf(Math.max(10, parameter.minimum().orElse(10)));
            case SECONDS -> "2026-11-20T10:00:00Z";
            case BOOLEAN -> "true";
            case DOLLARS -> "0.56";
            case CONTRACTS -> "10";
            case OBJECT -> "{}";
            case TEXT ->
                parameter.name().endsWith("_id") ? ID : parameter.name().replace('_', '-');
        };
    }

    private static String shell(String word) {
        return word.matches("[\\w=.,:@/+-]*") ? word : CurlCommand.quoted(word);
    }
}
