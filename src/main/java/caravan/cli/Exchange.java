package caravan.cli;

import caravan.kalshi.auth.KeyFileMode;
import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.auth.SigningKey;
import caravan.kalshi.auth.UnusableKeyException;
import caravan.sandbox.Sandbox;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the exchange is and who we are to it.
 *
 * @param keyId the id of the account's key
 * @param signer signs with that key
 */
record Exchange(URI restUrl, URI wsUrl, String keyId, RequestSigner signer) {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** Reads the key that the settings name. */
    static Exchange of(Settings settings, Connection connection, InstantSource clock) {
        String keyId = settings.text("kalshi.api-key-id");
        return new Exchange(
                connection.restUrl().orElseThrow(),
                connection.wsUrl().orElseThrow(),
                keyId,
                new RequestSigner(keyId, key(settings), clock));
    }

    /** Takes the exchange that this program has started. */
    static Exchange of(Sandbox sandbox, InstantSource clock) {
        SigningKey key = SigningKey.fromFile(sandbox.keyFile());
        return new Exchange(
                URI.create(sandbox.restUrl()),
                URI.create(sandbox.streamUrl()),
                sandbox.keyId(),
                new RequestSigner(sandbox.keyId(), key, clock));
    }

    /**
     * Takes a built-in exchange that runs, here or in another process.
     *
     * @param restUrl where it is
     * @param folder where it keeps its key
     */
    static Exchange ofSandbox(URI restUrl, Path folder, InstantSource clock) {
        Sandbox.Key key = Sandbox.keyIn(folder);
        return new Exchange(
                restUrl,
                URI.create("ws" + restUrl.toString().substring("http".length()).replace("/v2", "/ws/v2")),
                key.id(),
                new RequestSigner(key.id(), SigningKey.fromFile(key.file()), clock));
    }

    private static SigningKey key(Settings settings) {
        if (settings.find("kalshi.private-key-pem").isPresent()) {
            try {
                return SigningKey.fromPem(settings.text("kalshi.private-key-pem"));
            } catch (UnusableKeyException e) {
                throw new BadInputException("kalshi.private-key-pem: " + e.getMessage(), e);
            }
        }
        Path file = settings.path("kalshi.private-key-path");
        @Nullable SigningKey key;
        try {
            key = SigningKey.fromFile(file);
        } catch (UnusableKeyException e) {
            throw new BadInputException("kalshi.private-key-path: " + e.getMessage(), e);
        }
        String warning = KeyFileMode.warning(file);
        if (warning != null) {
            LOG.warn("{}", warning);
        }
        return key;
    }
}
