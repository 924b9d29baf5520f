package caravan.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

/** Whatever bytes are wrong in a request: a real server says so or hangs up, goes on, and no money moves. */
class HttpNonsensePropertiesTest {
    private static final int MANY = 100;
    private static final String HOST = " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    private static final List<String> FRAGMENTS = List.of(
            "",
            " ",
            ":",
            "\r",
            "\n",
            "\r\n",
            "\r\n\r\n",
            "\0",
            "\u00ff\u00fe",
            "%",
            "%zz",
            "%00",
            "/../",
            "?&=",
            "[",
            "{\"a\":",
            "-1",
            "99999999999999999999",
            "HTTP/9.9",
            "Content-Length: 3\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Expect: 100-continue\r\n",
            "Upgrade: websocket\r\nConnection: Upgrade\r\n");

    /** Which request is meant, and what stands in it instead of some of its bytes. */
    private record Damage(int request, int fromPercent, int length, String instead) {
        byte[] to(List<String> requests) {
            String whole = requests.get(request);
            int from = whole.length() * fromPercent / 100;
            int end = Math.min(from + length, whole.length());
            return (whole.substring(0, from) + instead + whole.substring(end)).getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    @Property(tries = 6, edgeCases = EdgeCasesMode.NONE, generation = GenerationMode.RANDOMIZED)
    void noDamageIsTheServersFault(@ForAll("damages") List<Damage> damages) throws IOException {
        try (ExchangeRig rig = new ExchangeRig()) {
            TestClient client = rig.caller();
            List<String> requests = requests(rig, client);
            List<Long> before = rig.money();
            for (Damage damage : damages) {
                try (RawSocket raw = new RawSocket(URI.create(rig.exchange.restUrl()))) {
                    raw.write(damage.to(requests));
                    assertThat(raw.rest()).as("%s", damage).doesNotContain(" 500 ", "Exception", "caravan", "java");
                }
            }
            assertThat(rig.money()).isEqualTo(before);
            assertThat(client.get("/exchange/status").statusCode()).isEqualTo(200);
        }
    }

    /** No order among them is whole: what is left of it cannot be a good one. */
    private static List<String> requests(ExchangeRig rig, TestClient client) {
        String orders = "/trade-api/v2/portfolio/events/orders";
        String body = "{\"ticker\":\"" + ExchangeRig.MARKET + "\",\"side\":\"bid\",\"count\":\"1.00\"}";
        return List.of(
                "GET /trade-api/v2/markets?limit=5&status=open" + HOST + "\r\n",
                "GET " + orders + HOST + signature(rig, client, "GET", orders) + "\r\n",
                "POST " + orders + HOST + signature(rig, client, "POST", orders)
                        + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body,
                "GET /trade-api/ws/v2" + HOST + signature(rig, client, "GET", "/trade-api/ws/v2")
                        + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    }

    private static String signature(ExchangeRig rig, TestClient client, String method, String path) {
        String[] headers = client.headers(rig.clock.instant(), method, path);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            lines.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        return lines.toString();
    }

    @Provide
    Arbitrary<List<Damage>> damages() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.oneOf(
                                Arbitraries.of(FRAGMENTS),
                                Arbitraries.strings()
                                        .withCharRange('\0', '\u00ff')
                                        .ofMaxLength(20)))
                .as(Damage::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(MANY)
                .withSizeDistribution(RandomDistribution.uniform());
    }
}
