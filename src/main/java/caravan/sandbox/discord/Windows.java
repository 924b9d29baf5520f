package caravan.sandbox.discord;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Windows by what they count. Not thread-safe.
 *
 * <p>Whoever opens thread after thread gets a window for each: the one that was not used for longest is forgotten when
 * there are very many. It is over by then.
 */
final class Windows {
    private static final int MOST = 10_000;

    /** The one that was used last is the last. */
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true);

    /** The window of that key; a new one, where there is none. */
    Window get(String key, int limit, Duration length) {
        Window window = windows.computeIfAbsent(key, absent -> new Window(limit, length));
        if (windows.size() > MOST) {
            windows.remove(windows.keySet().iterator().next());
        }
        return window;
    }
}
