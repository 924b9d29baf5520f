package caravan.cli.call;

import caravan.kalshi.catalogue.Effect;
import caravan.kalshi.catalogue.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** All operations, group by group, for people. */
final class OperationList {
    private static final String GAP = "  ";
    private static final String LEGEND =
            "k: needs a key. w: changes something; outside the sandbox it asks first, or needs"
                    + " --yes. !: moves money, or makes or deletes keys; needs --dangerous as well. call <Operation> --help tells"
                    + " more.";

    private OperationList() {}

    /** @param width of the terminal; empty where any will do */
    static List<String> lines(List<Operation> operations, OptionalInt width) {
        Map<String, List<Operation>> groups = new LinkedHashMap<>();
        operations.forEach(operation -> groups.computeIfAbsent(operation.group(), group -> new ArrayList<>())
                .add(operation));
        List<String> lines = new ArrayList<>();
        groups.forEach((group, members) -> {
            int wide = members.stream()
                    .mapToInt(member -> member.name().length())
                    .max()
                    .orElse(0);
            lines.add(group);
            for (Operation member : members) {
                String line = GAP
                        + member.name()
                        + " ".repeat(wide - member.name().length())
                        + GAP
                        + mark(member)
                        + GAP
                        + member.summary();
                lines.add(Words.cut(line, width));
            }
            lines.add("");
        });
        lines.addAll(Words.wrapped(LEGEND, width));
        return lines;
    }

    private static String mark(Operation operation) {
        String key = operation.signed() ? "k" : " ";
        if (operation.effect() == Effect.READ) {
            return key + " ";
        }
        return key + (operation.effect().isDangerous() ? "!" : "w");
    }
}
