package caravan.alerts;

import java.util.LinkedHashMap;
import java.util.Map;

/** Something for each of many markets, in bounded memory: what was not looked at for longest is forgotten. */
final class Memory<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1;
    private static final int MOST = 10_000;

    Memory() {
        super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MOST;
    }
}
