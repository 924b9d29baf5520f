package caravan.sandbox.exchange;

import caravan.sandbox.exchange.rest.KeyRing;
import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The keys that may sign requests; all of them belong to the one account. Thread-safe. */
final class ApiKeys implements KeyRing {
    private static final String KEY = "KALSHI-ACCESS-KEY";
    private static final String SIGNATURE = "KALSHI-ACCESS-SIGNATURE";
    private static final Duration OLDEST = Duration.ofSeconds(20);
    private static final Duration NEWEST = Duration.ofSeconds(30);
    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC);

    private final InstantSource clock;
    private final Map<String, PublicKey> keys = new ConcurrentHashMap<>();

    ApiKeys(InstantSource clock) {
        this.clock = clock;
    }

    void add(String id, PublicKey key) {
        keys.put(id, key);
    }

    @Override
    public List<Key> keys() {
        return keys.keySet().stream().sorted().map(id -> new Key(id, "sandbox")).toList();
    }

    /** Whether somebody says who it is, rightly or not. */
    static boolean isSigned(MultiMap headers) {
        return headers.contains(KEY) || headers.contains(SIGNATURE);
    }

    /**
     * Checks who sent a request.
     *
     * @return the body of the exchange's 401, or null when all is well
     */
    @Nullable
    ObjectNode refuse(String method, String path, MultiMap headers) {
        String id = headers.get(KEY);
        String timestamp = headers.get("KALSHI-ACCESS-TIMESTAMP");
        String signature = headers.get(SIGNATURE);
        if (signature == null) {
            return Json.error("signature_is_missing_from_headers", "signature is missing from headers");
        }
        if (id == null) {
            return Json.error("api_key_is_missing_from_headers", "api key is missing from headers");
        }
        if (timestamp == null) {
            return Json.error("timestamp_is_missing_from_headers", "timestamp is missing from headers");
        }
        if (!isTimely(timestamp)) {
            return Json.error("header_timestamp_expired", "header timestamp expired");
        }
        PublicKey key = keys.get(id);
        if (key == null) {
            return denied("NOT_FOUND");
        }
        return verifies(key, timestamp + method + path, signature) ? null : denied("INCORRECT_API_KEY_SIGNATURE");
    }

    /**
     * Reads a public key.
     *
     * @throws IllegalArgumentException if the text is no PEM of an RSA or Ed25519 public key
     */
    static PublicKey parse(String pem) {
        String base64 = pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "").replaceAll("\\s", "");
        GeneralSecurityException last = null;
        for (String algorithm : new String[] {"RSA", "Ed25519"}) {
            try {
                byte[] encoded = Base64.getDecoder().decode(base64);
                return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
            } catch (GeneralSecurityException e) {
                last = e;
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "expected a PEM file with BEGIN PUBLIC KEY, found something else", e);
            }
        }
        throw new IllegalArgumentException("expected an RSA or Ed25519 public key, found another kind", last);
    }

    private boolean isTimely(String timestamp) {
        try {
            Instant signed = Instant.ofEpochMilli(Long.parseLong(timestamp));
            Instant now = clock.instant();
            return !signed.isBefore(now.minus(OLDEST)) && !signed.isAfter(now.plus(NEWEST));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean verifies(PublicKey key, String text, String signature) {
        try {
            Signature verifier;
            if (key.getAlgorithm().equals("RSA")) {
                verifier = Signature.getInstance("RSASSA-PSS");
                verifier.setParameter(PSS);
            } else {
                verifier = Signature.getInstance("Ed25519");
            }
            verifier.initVerify(key);
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // A signature that cannot even be read is as wrong as one that does not match.
            return false;
        }
    }

    private static ObjectNode denied(String details) {
        ObjectNode body = Json.error("authentication_error", "authentication_error");
        ((ObjectNode) body.get("error")).put("details", details);
        return body;
    }
}
