package caravan.kalshi.auth;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * Makes the three headers that tell the exchange who asks.
 *
 * <p>The signature covers the time, so headers are made anew for every request and every retry. Safe for many threads.
 *
 * @see <a href="https://docs.kalshi.com/getting_started/api_keys">Kalshi: signing requests</a>
 */
public final class RequestSigner {
    private static final String KEY = "KALSHI-ACCESS-KEY";
    private static final String TIMESTAMP = "KALSHI-ACCESS-TIMESTAMP";
    private static final String SIGNATURE = "KALSHI-ACCESS-SIGNATURE";

    private final String keyId;
    private final SigningKey key;
    private final InstantSource clock;

    /**
     * @param keyId the exchange's id of the key, a UUID
     * @throws IllegalArgumentException if the id is empty or could not be sent in a header
     */
    public RequestSigner(String keyId, SigningKey key, InstantSource clock) {
        String trimmed = keyId.strip();
        if (trimmed.isEmpty() || !trimmed.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    "The API key id must be a UUID as the exchange shows it, was empty or has characters outside ASCII");
        }
        this.keyId = trimmed;
        this.key = key;
        this.clock = clock;
    }

    /**
     * Returns the headers for one request, sent now.
     *
     * @param method the HTTP method
     * @param path the whole path from the host on; a query string is left out of the signature, as the exchange does
     */
    public Map<String, String> headers(String method, String path) {
        String time = Long.toString(clock.millis());
        int query = path.indexOf('?');
        String text = time + method.toUpperCase(Locale.ROOT) + (query < 0 ? path : path.substring(0, query));
        byte[] signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
        return Map.of(
                KEY, keyId, TIMESTAMP, time, SIGNATURE, Base64.getEncoder().encodeToString(signature));
    }

    @Override
    public String toString() {
        return "RequestSigner[" + key + "]";
    }
}
