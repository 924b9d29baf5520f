package caravan.kalshi;

import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.auth.SigningKey;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Who we are to the exchange, as the component's options have it.
 *
 * @param apiKeyId the exchange's id of the key
 * @param privateKeyPath the PEM file with the key
 * @param privateKeyPem or the PEM text itself
 */
record Credentials(
        @Nullable String apiKeyId,
        @Nullable String privateKeyPath,
        @Nullable String privateKeyPem) {
    /**
     * Reads the key.
     *
     * @return null where nothing is set
     * @throws IllegalStateException if only a part is set, or both forms of the key
     * @throws caravan.kalshi.auth.UnusableKeyException if there is no usable key
     */
    @Nullable
    RequestSigner signer(InstantSource clock) {
        boolean path = isSet(privateKeyPath);
        boolean pem = isSet(privateKeyPem);
        if (!isSet(apiKeyId) && !path && !pem) {
            return null;
        }
        if (apiKeyId == null || apiKeyId.isBlank() || path == pem) {
            throw new IllegalStateException(
                    "kalshi: expected the option apiKeyId and one of privateKeyPath and privateKeyPem, found "
                            + (isSet(apiKeyId) ? (path ? "both of those" : "neither of those") : "no apiKeyId"));
        }
        SigningKey key = privateKeyPem != null && pem
                ? SigningKey.fromPem(privateKeyPem)
                : SigningKey.fromFile(Path.of(String.valueOf(privateKeyPath)));
        return new RequestSigner(apiKeyId, key, clock);
    }

    private static boolean isSet(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    /** Shows nothing of a key. */
    @Override
    public String toString() {
        return "Credentials";
    }
}
