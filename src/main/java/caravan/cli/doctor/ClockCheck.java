package caravan.cli.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Whether this machine's clock is near the exchange's: a signature tells the time, and one that is far off is refused.
 *
 * <p>The exchange tells its time in whole seconds, so half a second is added to what it says.
 *
 * @param rest the address of the API
 */
public record ClockCheck(URI rest, InstantSource clock, Duration patience) implements Check {
    private static final String SUBJECT = "clock";
    private static final Duration NEAR = Duration.ofSeconds(5);

    @Override
    public List<Finding> look() {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(patience)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        Instant before = clock.instant();
        try {
            HttpResponse<Void> answer = http.send(
                    HttpRequest.newBuilder(URI.create(rest + "/exchange/status"))
                            .timeout(patience)
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            Instant now = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
            return List.of(answer.headers()
                    .firstValue("Date")
                    .map(date -> compare(date, now))
                    .orElseGet(() -> Finding.open(SUBJECT, "the answer has no Date to compare with")));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of(Finding.open(SUBJECT, "stopped before there was an answer"));
        } catch (IOException silent) {
            return List.of(Finding.wrong(
                    SUBJECT,
                    "expected an answer of %s with the time, found none (%s)"
                            .formatted(rest.getHost(), silent.getClass().getSimpleName()),
                    "check the network; if the exchange is in maintenance, wait"));
        }
    }

    private static Finding compare(String date, Instant now) {
        Instant theirs;
        try {
            theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant()
                    .plusMillis(500);
        } catch (DateTimeException unreadable) {
            return Finding.open(SUBJECT, "the answer's Date cannot be read");
        }
        Duration ahead = Duration.between(theirs, now);
        if (ahead.abs().compareTo(Duration.ofSeconds(1)) <= 0) {
            return Finding.well(SUBJECT, "within a second of the exchange's");
        }
        String off = String.format(
                Locale.ROOT,
                "%.1f s %s the exchange's",
                ahead.abs().toMillis() / 1_000.0,
                ahead.isNegative() ? "behind" : "ahead of");
        return ahead.abs().compareTo(NEAR) <= 0
                ? Finding.well(SUBJECT, off)
                : Finding.wrong(
                        SUBJECT,
                        "expected this machine's clock within " + NEAR.toSeconds() + " s, found it " + off,
                        "let the system set it (timedatectl set-ntp true): signatures that are far off are refused");
    }
}
