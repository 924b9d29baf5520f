package caravan.cli;

import caravan.sandbox.server.PortInUseException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.PropertyBindingException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Turns whatever ended a start into one line for the user. Libraries wrap causes in causes, each repeating the text of
 * the one below; what helps is near the bottom.
 */
final class StartFailure {
    private static final Pattern SOURCE = Pattern.compile("\\(source: (?:file:)?([^)]+)\\)");
    private static final Pattern OPTIONS = Pattern.compile("Unknown parameters=\\[\\{(.*)}]", Pattern.DOTALL);
    private static final Pattern OPTION_NAME = Pattern.compile("(?:^|, )([A-Za-z][\\w.-]*)=");
    private static final Pattern ENDPOINT = Pattern.compile("Failed to resolve endpoint: ([a-z][a-z0-9+.-]*):");
    private static final Pattern PLACEHOLDER = Pattern.compile("Property with key \\[([^]]+)] not found");
    private static final Pattern CAMEL_KEY = Pattern.compile("\\((camel\\.[^=)]+)");

    private StartFailure() {}

    /** Returns a line for each thing that is wrong, without secrets. */
    static List<String> lines(Throwable failure) {
        return find(chain(failure), BadInputException.class)
                .map(bad ->
                        Secrets.mask(String.valueOf(bad.getMessage())).lines().toList())
                .filter(lines -> lines.size() > 1)
                .orElseGet(() -> List.of(line(failure)));
    }

    /** Returns the line, without secrets. */
    static String line(Throwable failure) {
        List<Throwable> chain = chain(failure);
        String line = find(chain, BadInputException.class)
                .map(Throwable::getMessage)
                .or(() -> find(chain, PortInUseException.class).map(Throwable::getMessage))
                .or(() -> find(chain, BindException.class).map(taken -> portInUse()))
                .or(() -> find(chain, MarkedYamlEngineException.class).map(StartFailure::yaml))
                .or(() -> find(chain, FailedToCreateRouteException.class).map(route -> route(route, chain)))
                .or(() -> find(chain, PropertyBindingException.class).map(StartFailure::camelKey))
                .or(() -> placeholder(chain))
                .or(() -> ownWords(chain))
                .orElseGet(() -> last(chain) + "; --debug shows where");
        return Secrets.mask(line).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable next = failure; next != null && !chain.contains(next); next = next.getCause()) {
            chain.add(next);
        }
        return chain;
    }

    private static <T extends Throwable> Optional<T> find(List<Throwable> chain, Class<T> type) {
        return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static String portInUse() {
        return "expected free ports, found one in use; stop the program that uses it, or set management.port,"
                + " sandbox.exchange-port and sandbox.discord-port to others (0 takes any)";
    }

    private static String yaml(MarkedYamlEngineException broken) {
        return yaml(mark(broken).map(at -> file(at.getName())).orElse("a route file"), broken);
    }

    /** Returns the line for a file that is no YAML, or no routes. */
    static String yaml(String file, MarkedYamlEngineException broken) {
        return "%s%s: expected a Camel route, found: %s; mend the file"
                .formatted(
                        file,
                        mark(broken).map(at -> ", line " + (at.getLine() + 1)).orElse(""),
                        broken.getProblem() == null ? "what is not YAML" : broken.getProblem());
    }

    private static Optional<Mark> mark(MarkedYamlEngineException broken) {
        return broken.getProblemMark().or(broken::getContextMark);
    }

    private static String route(FailedToCreateRouteException failed, List<Throwable> chain) {
        Matcher source = SOURCE.matcher(String.valueOf(failed.getMessage()));
        String where = "route " + failed.getRouteId() + (source.find() ? " in " + file(source.group(1)) : "");
        return where + ": " + problem(chain);
    }

    private static String problem(List<Throwable> chain) {
        Optional<NoSuchBeanException> bean = find(chain, NoSuchBeanException.class);
        if (bean.isPresent()) {
            return "expected a bean named " + bean.get().getName() + ", found none; mend its name in the route";
        }
        Optional<NoSuchEndpointException> endpoint = find(chain, NoSuchEndpointException.class);
        if (endpoint.isPresent()) {
            String uri = String.valueOf(endpoint.get().getUri());
            return "expected a component named " + uri.replaceAll(":.*", "")
                    + ", found none; mend the uri in the route";
        }
        String deepest = String.valueOf(chain.get(chain.size() - 1).getMessage());
        Matcher options = OPTIONS.matcher(deepest);
        if (options.find()) {
            Matcher component = ENDPOINT.matcher(deepest);
            return "unknown option %s%s; mend its name under parameters"
                    .formatted(names(options.group(1)), component.find() ? " of " + component.group(1) : "");
        }
        return placeholder(chain).or(() -> ownWords(chain)).orElseGet(() -> last(chain));
    }

    /** Names alone: the values may be secrets. */
    private static String names(String options) {
        return OPTION_NAME
                .matcher(options)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> placeholder(List<Throwable> chain) {
        return chain.stream()
                .map(failure -> PLACEHOLDER.matcher(String.valueOf(failure.getMessage())))
                .filter(Matcher::find)
                .map(missing ->
                        "expected a setting named %s because a route uses {{%s}}, found none; set it in application.properties"
                                .formatted(missing.group(1), missing.group(1)))
                .findFirst();
    }

    private static String camelKey(PropertyBindingException unknown) {
        Matcher key = CAMEL_KEY.matcher(String.valueOf(unknown.getMessage()));
        String name = key.find() ? key.group(1) : String.valueOf(unknown.getPropertyName());
        return name + ": expected an option of Camel with a value that fits it, found neither; mend or remove it";
    }

    /** Our own failures say what was expected; those of libraries rarely do. */
    private static Optional<String> ownWords(List<Throwable> chain) {
        return chain.stream()
                .filter(failure -> failure.getMessage() != null)
                .filter(failure -> failure.getClass().getName().startsWith("caravan.")
                        || failure.getMessage().contains("expected "))
                .map(Throwable::getMessage)
                .findFirst();
    }

    private static String last(List<Throwable> chain) {
        Throwable deepest = chain.get(chain.size() - 1);
        String message = deepest.getMessage();
        return message == null
                ? deepest.getClass().getSimpleName()
                : deepest.getClass().getSimpleName() + ": " + message;
    }

    private static String file(String location) {
        return location.replaceFirst("^(file:|reader:)", "");
    }
}
