package caravan.sandbox.exchange.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The catalogue of everything that can be asked. */
final class Operations {
    /** An operation and its path, taken apart. */
    private record Route(Operation operation, List<String> parts) {
        long parameters() {
            return parts.stream().filter(Route::isParameter).count();
        }

        boolean fits(List<String> segments) {
            for (int i = 0; i < parts.size(); i++) {
                boolean fits = isParameter(parts.get(i))
                        ? !segments.get(i).isEmpty()
                        : parts.get(i).equals(segments.get(i));
                if (!fits) {
                    return false;
                }
            }
            return true;
        }

        Map<String, String> values(List<String> segments) {
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < parts.size(); i++) {
                String part = parts.get(i);
                if (isParameter(part)) {
                    values.put(part.substring(1, part.length() - 1), segments.get(i));
                }
            }
            return values;
        }

        private static boolean isParameter(String part) {
            return part.startsWith("{");
        }
    }

    /**
     * What a path means.
     *
     * @param operation null when the path is known, but not with this method
     */
    record Match(@Nullable Operation operation, Map<String, String> path) {}

    private final List<Operation> all;
    /** By the number of segments; fixed paths stand before those with parameters. */
    private final Map<Integer, List<Route>> routes = new HashMap<>();

    Operations(List<Operation> all) {
        this.all = List.copyOf(all);
        for (Operation operation : all) {
            List<String> parts = List.of(operation.template().substring(1).split("/", -1));
            routes.computeIfAbsent(parts.size(), size -> new ArrayList<>()).add(new Route(operation, parts));
        }
        routes.values().forEach(some -> some.sort(Comparator.comparingLong(Route::parameters)));
    }

    List<Operation> all() {
        return all;
    }

    /**
     * Finds what a request means.
     *
     * @param path below the base path, with its escapes
     * @return null when there is no such path
     */
    @Nullable
    Match find(String method, String path) {
        List<String> segments = segments(path);
        Match other = null;
        for (Route route : routes.getOrDefault(segments.size(), List.of())) {
            if (route.fits(segments)) {
                if (route.operation().method().equals(method)) {
                    return new Match(route.operation(), route.values(segments));
                }
                other = new Match(null, Map.of());
            }
        }
        return other;
    }

    /** The methods that a path knows. */
    Set<String> methods(String path) {
        List<String> segments = segments(path);
        Set<String> methods = new TreeSet<>();
        for (Route route : routes.getOrDefault(segments.size(), List.of())) {
            if (route.fits(segments)) {
                methods.add(route.operation().method());
            }
        }
        return methods;
    }

    private static List<String> segments(String path) {
        if (!path.startsWith("/")) {
            return Collections.emptyList();
        }
        String[] segments = path.substring(1).split("/", -1);
        if (path.indexOf('%') >= 0) {
            for (int i = 0; i < segments.length; i++) {
                segments[i] = decode(segments[i]);
            }
        }
        return List.of(segments);
    }

    private static String decode(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEscaped) {
            return segment;
        }
    }
}
