package caravan.kalshi.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.KeyPair;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestSignerTest {
    private static final String KEY_ID = "9d3e0f0e-0000-4000-8000-4b1f6c0f4d2a";
    private static final InstantSource NOW = InstantSource.fixed(Instant.ofEpochMilli(1_700_000_000_123L));
    private static final String PATH = "/trade-api/v2/portfolio/fills";

    @Test
    void rsaSignatureCoversTimeMethodAndPath() {
        Map<String, String> headers = signer(TestKeys.RSA).headers("get", PATH);
        assertThat(headers)
                .containsOnlyKeys("KALSHI-ACCESS-KEY", "KALSHI-ACCESS-TIMESTAMP", "KALSHI-ACCESS-SIGNATURE")
                .containsEntry("KALSHI-ACCESS-KEY", KEY_ID)
                .containsEntry("KALSHI-ACCESS-TIMESTAMP", "1700000000123");
        assertThat(verifies(TestKeys.RSA, "1700000000123GET" + PATH, headers)).isTrue();
        assertThat(verifies(TestKeys.RSA, "1700000000124GET" + PATH, headers)).isFalse();
    }

    @Test
    void ed25519SignatureCoversTimeMethodAndPath() {
        Map<String, String> headers = signer(TestKeys.ED25519).headers("DELETE", PATH);
        assertThat(verifies(TestKeys.ED25519, "1700000000123DELETE" + PATH, headers))
                .isTrue();
        assertThat(verifies(TestKeys.ED25519, "1700000000123GET" + PATH, headers))
                .isFalse();
    }

    @Test
    void queryStringIsNotSigned() {
        Map<String, String> headers = signer(TestKeys.ED25519).headers("GET", PATH + "?limit=10&cursor=a%3F");
        assertThat(verifies(TestKeys.ED25519, "1700000000123GET" + PATH, headers))
                .isTrue();
    }

    @Test
    void saltOfAnotherLengthDoesNotVerify() {
        String signature = signer(TestKeys.RSA).headers("GET", PATH).get("KALSHI-ACCESS-SIGNATURE");
        String text = "1700000000123GET" + PATH;
        assertThat(TestKeys.verifies(TestKeys.RSA.getPublic(), text, signature, 20))
                .isFalse();
        assertThat(TestKeys.verifies(TestKeys.RSA.getPublic(), text, signature, 222))
                .isFalse();
        assertThat(TestKeys.verifies(TestKeys.RSA.getPublic(), text, signature, 32))
                .isTrue();
    }

    @Test
    void everyCallTellsTheTimeOfTheCall() {
        AtomicLong millis = new AtomicLong(1000);
        RequestSigner signer = new RequestSigner(
                KEY_ID,
                SigningKey.fromPem(TestKeys.pkcs8(TestKeys.ED25519)),
                () -> Instant.ofEpochMilli(millis.getAndAdd(5)));
        assertThat(signer.headers("GET", PATH)).containsEntry("KALSHI-ACCESS-TIMESTAMP", "1000");
        assertThat(signer.headers("GET", PATH)).containsEntry("KALSHI-ACCESS-TIMESTAMP", "1005");
    }

    @Test
    void manyThreadsSignAtOnce() {
        RequestSigner signer = signer(TestKeys.RSA);
        assertThat(IntStream.range(0, 200)
                        .parallel()
                        .allMatch(i -> verifies(TestKeys.RSA, "1700000000123GET/" + i, signer.headers("GET", "/" + i))))
                .isTrue();
    }

    @Test
    void keyIdThatCannotBeSentIsRefusedWithoutBeingShown() {
        SigningKey key = SigningKey.fromPem(TestKeys.pkcs8(TestKeys.ED25519));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestSigner("secret\r\nX: y", key, NOW))
                .withMessageContaining("UUID")
                .withMessageNotContaining("secret");
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestSigner(" ", key, NOW));
    }

    @Test
    void neverShowsTheKey() {
        assertThat(signer(TestKeys.RSA)).hasToString("RequestSigner[SigningKey[RSA]]");
    }

    private static RequestSigner signer(KeyPair pair) {
        return new RequestSigner(KEY_ID, SigningKey.fromPem(TestKeys.pkcs8(pair)), NOW);
    }

    private static boolean verifies(KeyPair pair, String text, Map<String, String> headers) {
        return TestKeys.verifies(pair.getPublic(), text, headers.get("KALSHI-ACCESS-SIGNATURE"));
    }
}
