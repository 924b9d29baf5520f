package caravan.console;

import java.util.Set;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;

/**
 * What may be done over Jolokia: look at Camel and the JVM, and start and stop single routes. All else is denied, by
 * name of what is allowed: no writing, no messages sent, no whole program stopped, no classes or files reached.
 */
final class JolokiaAccess implements Restrictor {
    private static final Set<String> DOMAINS =
            Set.of("org.apache.camel", "java.lang", "java.nio", "jolokia", "JMImplementation");
    private static final Set<RequestType> TYPES =
            Set.of(RequestType.READ, RequestType.LIST, RequestType.SEARCH, RequestType.VERSION, RequestType.EXEC);
    /** The command line may carry a key. */
    private static final Set<String> SECRET_ATTRIBUTES = Set.of("SystemProperties", "InputArguments", "ClassPath");

    private static final Set<String> ROUTE_CONTROLS =
            Set.of("start", "stop", "suspend", "resume", "reset", "dumpRouteAsXml", "dumpRouteStatsAsXml");
    /** Reading operations of Camel's beans, as Hawtio's tabs use them. */
    private static final Set<String> CAMEL_QUERIES = Set.of(
            "browseAllMessagesAsXml",
            "browseRangeMessagesAsXml",
            "browseMessagesAsXml",
            "queueSize",
            "dumpRoutesAsXml",
            "dumpRoutesStatsAsXml",
            "dumpRoutesCoverageAsXml",
            "dumpRouteStatsAsXml",
            "dumpRouteSourceLocationsAsXml",
            "dumpStructuredRoutesAsJson",
            "dumpRestsAsXml",
            "listEndpoints",
            "listComponents",
            "listEips",
            "listTransformers",
            "endpointStatistics",
            "extendedInformation",
            "informationJson",
            "componentParameterJsonSchema",
            "findComponentNames",
            "languages",
            "camelContextStatsAsXml");

    private static final Set<String> THREAD_QUERIES =
            Set.of("dumpAllThreads", "findDeadlockedThreads", "getThreadInfo");

    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return method == HttpMethod.POST;
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return TYPES.contains(type);
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
        return DOMAINS.contains(name.getDomain()) && !SECRET_ATTRIBUTES.contains(attribute);
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
        return false;
    }

    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
        int end = operation.indexOf('(');
        String plain = end < 0 ? operation : operation.substring(0, end);
        String arguments = end < 0 ? "()" : operation.substring(end);
        return switch (name.getDomain()) {
            case "org.apache.camel" -> isCamelOperation(name, plain, arguments);
            case "java.lang" -> "Threading".equals(name.getKeyProperty("type")) && THREAD_QUERIES.contains(plain);
            default -> false;
        };
    }

    /** Dumps take no argument: one of them would put settings, and so secrets, where a route names them. */
    private static boolean isCamelOperation(ObjectName name, String plain, String arguments) {
        boolean known = CAMEL_QUERIES.contains(plain)
                || ("routes".equals(name.getKeyProperty("type")) && ROUTE_CONTROLS.contains(plain));
        boolean mayTakeArguments =
                plain.startsWith("browse") || plain.startsWith("dumpRoutesStats") || plain.startsWith("dumpRouteStats");
        return known && (mayTakeArguments || arguments.equals("()"));
    }

    @Override
    public boolean isRemoteAccessAllowed(String... hostOrAddress) {
        return false;
    }

    /** Decided by {@link RequestGuard}, which knows the port. */
    @Override
    public boolean isOriginAllowed(String origin, boolean strict) {
        return false;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        return !DOMAINS.contains(name.getDomain());
    }
}
