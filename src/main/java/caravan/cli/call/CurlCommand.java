package caravan.cli.call;

import caravan.kalshi.rest.Request;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** A request as a command for a shell. */
final class CurlCommand {
    private CurlCommand() {}

    /**
     * The command; each of its words is quoted, so that no shell finds anything to obey in it.
     *
     * @param headers what proves who asks; empty where nobody needs to know
     */
    static String of(URI restUrl, Request request, Map<String, String> headers) {
        StringBuilder command = new StringBuilder("curl --globoff -sS");
        String method = request.operation().method();
        if (!method.equals("GET")) {
            command.append(" -X ").append(quoted(method));
        }
        new TreeMap<>(headers).forEach((name, value) -> command.append(" -H ").append(quoted(name + ": " + value)));
        if (!request.body().isEmpty()) {
            command.append(" -H ").append(quoted("Content-Type: application/json"));
            command.append(" --data-raw ").append(quoted(request.body()));
        }
        return command.append(' ').append(quoted(restUrl + request.target())).toString();
    }

    /** Between single quotes a shell takes everything as it is, but a single quote. */
    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
