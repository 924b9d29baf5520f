package caravan.kalshi.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T10:00:00Z, 2026-11-20T10:00:00Z",
        "2026-11-20T10:00:00.5Z, 2026-11-20T10:00:00.500Z",
        "2026-06-11T06:29:47.42784Z, 2026-06-11T06:29:47.427840Z",
        "2026-04-18T05:34:49.816683Z, 2026-04-18T05:34:49.816683Z",
        "2025-08-12T21:00:32.539836922Z, 2025-08-12T21:00:32.539836Z",
        "2024-02-29T23:59:59.999999999Z, 2024-02-29T23:59:59.999999Z",
        "2026-11-20T05:00:00.123456-05:00, 2026-11-20T10:00:00.123456Z",
        "2026-11-20T10:00:00.123456789+00:00, 2026-11-20T10:00:00.123456Z",
    })
    void rfc3339IsReadToTheMicrosecond(String text, Instant expected) {
        assertThat(Times.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20",
                "2026-13-20T10:00:00Z",
                "2026-02-30T10:00:00Z",
                "2026-11-20T24:00:00Z",
                "2026-11-20T10:60:00Z",
                "2026/11/20T10:00:00Z",
                "2026-11-20T10:00:00.Z0Z",
                "2026-11-20T10:00:00.12x4Z",
                "2026-11-20T10:00:00.1234567890Z",
                "2026-11-20T10:00:00,5Z",
                "٢026-11-20T10:00:00Z",
                "T",
                ""
            })
    void whatIsNoTimeIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Times.parse(text))
                .withMessage("expected a time such as 2026-11-20T10:00:00.123456Z, found '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "1795168800123,, 2026-11-20T10:00:00.123Z",
        "1795168800123, 2026-11-20T10:00:00.123456Z, 2026-11-20T10:00:00.123456Z",
        "1795168800123, 2026-11-20T10:00:00.124456Z, 2026-11-20T10:00:00.123Z",
        "1795168800123, 1795168800, 2026-11-20T10:00:00.123Z",
        ", 1795168800, 2026-11-20T10:00:00Z",
        ", 2026-11-20T10:00:00.123456Z, 2026-11-20T10:00:00.123456Z",
        "0, 1795168800, 2026-11-20T10:00:00Z",
        ", 0,",
        ", 0001-01-01T00:00:00Z,",
    })
    void moreExactTimeWins(String millis, String seconds, Instant expected) {
        Body body = new Body();
        if (millis != null) {
            body.put(Field.TS_MS, millis);
        }
        if (seconds != null) {
            body.put(Field.TS, seconds);
        }
        assertThat(Times.of(body)).isEqualTo(expected);
    }

    @Test
    void handWrittenReaderAgreesWithTheJdk() {
        for (long second = 0; second < 4_102_444_800L; second += 86_461) {
            Instant time = Instant.ofEpochSecond(second, second % 1_000_000 * 1_000);
            assertThat(Times.parse(time.toString())).isEqualTo(time);
            assertThat(Times.parse(
                            time.atOffset(ZoneOffset.ofHours(-5)).toString().replace("T00:00-", "T00:00:00-")))
                    .isEqualTo(time);
        }
    }
}
