package caravan.cli.call;

import caravan.kalshi.catalogue.Budget;
import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What a person has to know of one operation to call it. */
final class OperationHelp {
    private static final int INDENT = 2;

    private OperationHelp() {}

    /** @param width of the terminal; empty where any will do */
    static List<String> lines(Operation operation, OptionalInt width) {
        List<String> lines = new ArrayList<>(Words.wrapped(operation.name() + ": " + operation.summary(), width));
        lines.add("");
        lines.add("  " + operation.method() + " " + operation.path());
        lines.addAll(Words.beside(
                "", INDENT, (operation.signed() ? "Needs a key. " : "Needs no key. ") + cost(operation), width));
        lines.addAll(Words.beside("", INDENT, effect(operation), width));
        if (operation.paging().isPresent()) {
            lines.addAll(Words.beside(
                    "",
                    INDENT,
                    "The answer comes in pages: --all asks for all of them, cursor=… for the next one.",
                    width));
        }
        if (!operation.parameters().isEmpty()) {
            lines.add("");
            lines.add("Parameters (* is needed)");
            parameters(operation.parameters(), INDENT, lines, width);
        }
        lines.add("");
        lines.add("Example");
        lines.addAll(
                Words.command("  java -jar caravan.jar call " + operation.name(), Example.words(operation), width));
        return lines;
    }

    /** What a call costs, in one sentence. */
    static String cost(Operation operation) {
        return "Costs %d of the account's %s tokens%s."
                .formatted(
                        operation.cost(),
                        operation.budget() == Budget.WRITE ? "write" : "read",
                        operation
                                .costForEach()
                                .map(list -> ", for each of " + list)
                                .orElse(""));
    }

    private static String effect(Operation operation) {
        String effect = switch (operation.effect()) {
            case READ -> "Changes nothing.";
            case REDUCES -> "Takes something back. Outside the sandbox it asks first, or needs --yes.";
            case CHANGES -> "Changes something. Outside the sandbox it asks first, or needs --yes.";
            case MONEY -> "Moves money. Outside the sandbox it needs --dangerous, and asks first or needs --yes.";
            case KEYS ->
                "Makes or deletes a key. Outside the sandbox it needs --dangerous, and asks first or needs --yes.";
        };
        return operation.repeatable() ? effect : effect + " Carried out twice it does more than carried out once.";
    }

    private static void parameters(List<Parameter> parameters, int indent, List<String> lines, OptionalInt width) {
        int names = parameters.stream()
                .mapToInt(parameter -> parameter.name().length())
                .max()
                .orElse(0);
        for (Parameter parameter : parameters) {
            String label = " ".repeat(indent) + (parameter.required() ? "* " : "  ") + parameter.name();
            lines.addAll(Words.beside(label, indent + INDENT + names + 2, text(parameter), width));
            if (!parameter.fields().isEmpty()) {
                parameters(parameter.fields(), indent + 2 * INDENT, lines, width);
            }
        }
    }

    private static String text(Parameter parameter) {
        StringBuilder text = new StringBuilder(parameter.description());
        add(text, allowed(parameter));
        add(text, isPlural(parameter) ? "Several with commas" : "");
        add(text, parameter.defaultValue().map(value -> value + " if not given").orElse(""));
        return text.toString();
    }

    private static boolean isPlural(Parameter parameter) {
        return parameter.isList()
                && parameter.fields().isEmpty()
                && !parameter.description().contains("comma");
    }

    private static void add(StringBuilder text, String sentence) {
        if (!sentence.isEmpty()) {
            text.append(text.isEmpty() ? "" : ". ").append(sentence);
        }
    }

    /** What the description does not say by itself. */
    private static String allowed(Parameter parameter) {
        if (!parameter.values().isEmpty()) {
            return "One of " + String.join(", ", parameter.values());
        }
        return switch (parameter.type()) {
            case TEXT, DOLLARS, CONTRACTS, SECONDS -> "";
            case BOOLEAN -> "True or false";
            case INTEGER -> range(parameter);
            case OBJECT -> parameter.isList() ? "A JSON list of objects with" : "A JSON object with";
        };
    }

    private static String range(Parameter parameter) {
        if (parameter.minimum().isPresent() && parameter.maximum().isPresent()) {
            return parameter.minimum().getAsLong() + " to "
                    + parameter.maximum().getAsLong();
        }
        return parameter.minimum().isPresent()
                ? "At least " + parameter.minimum().getAsLong()
                : "A whole number";
    }
}
