package caravan.cli;

import caravan.rules.Nearest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The stages that run, each of which has a route file of its name. */
final class Stages {
    /** All stages, in the order in which messages pass them. */
    static final List<String> ALL = List.of(
            "market-data",
            "private-data",
            "market-selection",
            "books",
            "watch",
            "schedule",
            "alerts",
            "recording",
            "fills",
            "portfolio",
            "market-making",
            "orders",
            "risk",
            "notifications",
            "history",
            "console");

    private Stages() {}

    /** Returns the enabled stages, in the order of {@link #ALL}. Without any, only the user's own routes run. */
    static Set<String> enabled(Settings settings) {
        List<String> chosen = settings.list("caravan.stages");
        if (chosen.isEmpty()) {
            throw new BadInputException("caravan.stages: expected all, none, or some of %s; found nothing"
                    .formatted(String.join(", ", ALL)));
        }
        if (chosen.equals(List.of("none"))) {
            return Set.of();
        }
        if (chosen.equals(List.of("all"))) {
            return new LinkedHashSet<>(ALL);
        }
        for (String stage : chosen) {
            if (!ALL.contains(stage)) {
                throw new BadInputException("caravan.stages: expected all, none, or some of %s; found '%s'%s"
                        .formatted(
                                String.join(", ", ALL),
                                stage,
                                Nearest.to(stage, ALL)
                                        .map(nearest -> "; did you mean " + nearest + "?")
                                        .orElse("")));
            }
        }
        Set<String> enabled = new LinkedHashSet<>(ALL);
        enabled.retainAll(Set.copyOf(chosen));
        return enabled;
    }
}
