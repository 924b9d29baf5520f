package caravan.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Waits for what another process does. */
final class Waiting {
    private Waiting() {}

    static void until(String what, Duration limit, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(limit)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(condition);
    }

    /** Waits until the process has printed a line that matches, and returns the first group. */
    static String line(JavaProcess process, String regex, Duration limit) {
        Pattern pattern = Pattern.compile(regex);
        until(
                "a line that matches " + regex,
                limit,
                () -> !process.isAlive() || pattern.matcher(process.output()).find());
        Matcher matcher = pattern.matcher(process.output());
        if (!matcher.find()) {
            throw new AssertionError("expected a line that matches " + regex + ", found:\n" + process.output());
        }
        return matcher.groupCount() == 0 ? matcher.group() : matcher.group(1);
    }
}
