package caravan.kalshi.rest;

import caravan.kalshi.catalogue.KnownDrift;
import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.catalogue.Parameter;
import caravan.kalshi.catalogue.Parameter.Place;
import caravan.sandbox.exchange.spec.Deviations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the documentation page of the catalogue. */
final class OperationsPage {
    private static final Map<String, String> GROUPS = groups();

    private static final Pattern CHOICE = Pattern.compile("\\(([^)]*)\\)");

    private static final String HEAD = """
            # Operations of the exchange

            Every operation that `kalshi:<operation>` and `call <operation>` know, as the catalogue
            (`src/main/resources/kalshi/operations.json`) has them. This page is made from it; a test keeps the two alike.

            ```yaml
            - to:
                uri: kalshi:GetMarkets
                parameters:
                  status: open
                  limit: 5
            ```

            **Parameters** come from the endpoint's URI, from headers `CamelKalshi.<name>`, and from the body: a map, a record
            (`clientOrderId` stands for `client_order_id`), JSON, or the text of the only path parameter. The body wins over
            headers, headers win over the URI. Lists are lists, JSON lists, or text with commas. What does not fit is refused
            before anything is sent. A **bold** parameter is required; `/` marks those that are part of the path.

            **Answers** are words of Caravan's model where the table says `model`, else JSON (always JSON with `answer=json`). With `paginate=true` an operation that has pages gives an iterator over everything on all pages,
            each asked for when it is needed: `split` it with `streaming`. `paginateBy=page` gives whole pages.

            **Effect** says what an operation does to the account. Routes may always call what only reads and what takes back;
            for everything else `kalshi.raw-writes` must be `true`.

            | effect | means |
            | --- | --- |
            | read | changes nothing; asked again by itself when the exchange does not answer |
            | reduces | takes orders, quotes or requests back |
            | changes | places or changes something |
            | money | moves cash between accounts |
            | keys | makes or deletes what opens the account |

            **Cost** is in the exchange's tokens, of the read or the write budget. `GetAccountApiLimits` says how many tokens a
            second the account has, `GetAccountEndpointCosts` what costs other than the usual 10.

            `kalshi:raw?method=…&path=…` asks for what is not on this page.
            """;

    private OperationsPage() {}

    private static Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        Operations.all().forEach(operation -> groups.putIfAbsent(operation.group(), title(operation.group())));
        return groups;
    }

    private static String title(String group) {
        return Character.toUpperCase(group.charAt(0)) + group.substring(1).replace('-', ' ');
    }

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("\n## Which there are\n\n").append(differences());
        GROUPS.forEach((group, title) -> {
            page.append("\n## ").append(title).append("\n\n");
            page.append("| operation | request | signed | cost | effect | answer | parameters |\n");
            page.append("| --- | --- | --- | --- | --- | --- | --- |\n");
            Operations.all().stream()
                    .filter(operation -> operation.group().equals(group))
                    .forEach(operation -> page.append(row(operation)));
        });
        return page.append("\n## What parameters mean\n\n")
                .append("| parameter | meaning |\n| --- | --- |\n")
                .append(meanings())
                .toString();
    }

    private static String differences() {
        StringBuilder text = new StringBuilder("""
                Version 3.28.0 of the exchange's specification has 107 operations. %d are here: all of them but those for members
                of the clearing house, and those that the exchange added until 3.32.0. Left out are also what members got
                since (fills and subtraders below `/fcm`) and all that is about margin trading, such as the twin of
                `CancelAllOrdersV2`: neither can be tried with the keys of a person.

                | other than 3.28.0 | why |
                | --- | --- |
                """.formatted(Operations.all().size()));
        for (Deviations.Deviation deviation : KnownDrift.all().list()) {
            text.append("| ")
                    .append(String.join("<br>", expanded(deviation.violation().pattern())))
                    .append(" | ")
                    .append(deviation.source())
                    .append(" |\n");
        }
        return text.toString();
    }

    /** Each of the lines that a pattern with one choice in it stands for. */
    private static List<String> expanded(String pattern) {
        Matcher choice = CHOICE.matcher(pattern);
        if (!choice.find()) {
            return List.of(pattern.replace("\\.", "."));
        }
        List<String> lines = new ArrayList<>();
        for (String one : choice.group(1).split("\\|", -1)) {
            lines.addAll(expanded(pattern.substring(0, choice.start()) + one + pattern.substring(choice.end())));
        }
        return lines;
    }

    private static String row(Operation operation) {
        return "| `%s`<br>%s | `%s %s` | %s | %s | %s | %s | %s |%n"
                .formatted(
                        operation.name(),
                        operation.summary() + (operation.paging().isPresent() ? ". Has pages" : ""),
                        operation.method(),
                        operation.path(),
                        operation.signed() ? "yes" : "no",
                        cost(operation),
                        operation.effect().name().toLowerCase(Locale.ROOT),
                        Answers.isTyped(operation) ? "model" : "JSON",
                        parameters(operation))
                .replace(System.lineSeparator(), "\n");
    }

    private static String cost(Operation operation) {
        String cost = operation.cost() + " " + operation.budget().name().toLowerCase(Locale.ROOT);
        return operation
                .costForEach()
                .map(each -> cost + " for each of `" + each + "`")
                .orElse(cost);
    }

    private static String parameters(Operation operation) {
        List<String> words = new ArrayList<>();
        operation.parameters().forEach(parameter -> {
            words.add(parameter(parameter, ""));
            parameter.fields().forEach(field -> words.add(parameter(field, parameter.name() + ".")));
        });
        return String.join("<br>", words);
    }

    private static String parameter(Parameter parameter, String before) {
        String name = (parameter.place() == Place.PATH ? "/" : "") + before + parameter.name();
        String shown = parameter.required() ? "**`" + name + "`**" : "`" + name + "`";
        String given = parameter.defaultValue().map(value -> ", else " + value).orElse("");
        return shown + " " + parameter.allowed() + given;
    }

    /** Every name once, with each of its meanings. */
    private static String meanings() {
        Map<String, List<String>> meanings = new TreeMap<>();
        for (Operation operation : Operations.all()) {
            operation.parameters().forEach(parameter -> add(meanings, parameter));
        }
        StringBuilder rows = new StringBuilder();
        meanings.forEach((name, words) -> rows.append("| `")
                .append(name)
                .append("` | ")
                .append(String.join(". ", words))
                .append(" |\n"));
        return rows.toString();
    }

    private static void add(Map<String, List<String>> meanings, Parameter parameter) {
        List<String> known = meanings.computeIfAbsent(parameter.name(), name -> new ArrayList<>());
        if (!known.contains(parameter.description())) {
            known.add(parameter.description());
        }
        parameter.fields().forEach(field -> add(meanings, field));
    }
}
