package caravan.kalshi.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that the exchange can be asked over REST.
 *
 * @param name the name in the exchange's own specification, for example {@code GetFills}
 * @param method in capitals
 * @param path below the address of the API; {@code {name}} stands for a path parameter
 * @param queryParameters the names that the query may have
 * @param repeatedParameters those of them that are named once for each of several values
 * @param signed whether it needs an account
 * @param decoder turns the answer into a word of the model
 * @param answersWhenDown whether a failure of the exchange, a status of 500 and more, comes with the answer too
 */
public record Operation(
        String name,
        String method,
        String path,
        List<String> queryParameters,
        List<String> repeatedParameters,
        boolean signed,
        Function<JsonNode, ?> decoder,
        boolean answersWhenDown) {
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([a-z_]+)}");

    public Operation {
        queryParameters = List.copyOf(queryParameters);
        repeatedParameters = List.copyOf(repeatedParameters);
    }

    Operation answeringWhenDown() {
        return new Operation(name, method, path, queryParameters, repeatedParameters, signed, decoder, true);
    }

    Operation repeating(String parameter) {
        return new Operation(name, method, path, queryParameters, List.of(parameter), signed, decoder, answersWhenDown);
    }

    /** The names in the path, in order. */
    public List<String> pathParameters() {
        List<String> names = new ArrayList<>();
        for (Matcher matcher = PATH_PARAMETER.matcher(path); matcher.find(); ) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** Whether asking twice does no more than asking once. */
    boolean isRepeatable() {
        return method.equals("GET");
    }

    /** The name alone: the decoder has no readable form. */
    @Override
    public String toString() {
        return name;
    }
}
