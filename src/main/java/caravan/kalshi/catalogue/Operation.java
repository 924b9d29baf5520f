package caravan.kalshi.catalogue;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the exchange can be asked over REST.
 *
 * @param name the name in the exchange's own specification, for example {@code GetFills}
 * @param group what it belongs with, for example {@code portfolio}
 * @param summary one line, for people
 * @param method in capitals
 * @param path below the address of the API; {@code {name}} stands for a path parameter
 * @param signed whether it needs an account
 * @param repeatable whether carrying it out twice does no more than carrying it out once
 * @param budget which budget pays
 * @param cost in the exchange's tokens
 * @param costForEach the parameter whose list multiplies the cost; empty where none does
 * @param answersWhenDown whether a failure of the exchange, a status of 500 and more, comes with the answer too
 * @param listed whether the catalogue knows it; of others nothing is checked
 */
public record Operation(
        String name,
        String group,
        String summary,
        String method,
        String path,
        boolean signed,
        Effect effect,
        boolean repeatable,
        Budget budget,
        int cost,
        Optional<String> costForEach,
        Optional<Paging> paging,
        boolean answersWhenDown,
        boolean listed,
        List<Parameter> parameters) {
    public static final int USUAL_COST = 10;

    public Operation {
        parameters = List.copyOf(parameters);
    }

    /** The operation as the catalogue's file says it, with what goes without saying left out. */
    record Entry(
            String name,
            String group,
            String summary,
            String method,
            String path,
            boolean signed,
            @Nullable Effect effect,
            boolean repeatable,
            @Nullable Budget budget,
            @Nullable Integer cost,
            @Nullable String costForEach,
            @Nullable Paging paging,
            boolean answersWhenDown,
            @Nullable List<Parameter.Entry> parameters) {
        /** @param glossary what parameters mean that do not say so */
        Operation operation(Map<String, String> glossary) {
            Effect given = requireNonNullElse(effect, Effect.READ);
            return new Operation(
                    name,
                    group,
                    summary,
                    method,
                    path,
                    signed,
                    given,
                    repeatable || given == Effect.READ,
                    requireNonNullElse(budget, Budget.READ),
                    requireNonNullElse(cost, USUAL_COST),
                    Optional.ofNullable(costForEach),
                    Optional.ofNullable(paging),
                    answersWhenDown,
                    true,
                    requireNonNullElse(parameters, List.<Parameter.Entry>of()).stream()
                            .map(parameter -> parameter.parameter(glossary))
                            .toList());
        }
    }

    /**
     * What is not in the catalogue: signed, and never asked twice unless it is a read.
     *
     * @param path below the address of the API, starting with a slash
     */
    public static Operation unlisted(String method, String path) {
        String capitals = method.toUpperCase(Locale.ROOT);
        boolean read = capitals.equals("GET");
        return new Operation(
                capitals + " " + path,
                "unlisted",
                "Not in the catalogue",
                capitals,
                path,
                true,
                read ? Effect.READ : Effect.CHANGES,
                read,
                read ? Budget.READ : Budget.WRITE,
                USUAL_COST,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                List.of());
    }

    /** The parameters in one place, in the catalogue's order. */
    public List<Parameter> parameters(Parameter.Place place) {
        return parameters.stream()
                .filter(parameter -> parameter.place() == place)
                .toList();
    }

    /** The parameter of that name. */
    public Optional<Parameter> parameter(String parameter) {
        return parameters.stream()
                .filter(known -> known.name().equals(parameter))
                .findFirst();
    }

    /** The names of all parameters. */
    public List<String> parameterNames() {
        return parameters.stream().map(Parameter::name).toList();
    }

    /** The name alone, for messages. */
    @Override
    public String toString() {
        return name;
    }
}
