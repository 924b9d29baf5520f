package caravan.history;

import caravan.model.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are wanted: the newest ones that fit.
 *
 * @param since the earliest moment, inclusive
 * @param until the latest moment, exclusive
 */
public record Query(
        @Nullable String ticker,
        @Nullable Instant since,
        @Nullable Instant until,
        int limit) {
    /** As many rows as fit a screen or two. */
    static final int USUAL_LIMIT = 100;

    static final int HIGHEST_LIMIT = 10_000_000;
    private static final int LONGEST_TICKER = 128;
    /** What both databases and Parquet can hold; nothing was recorded outside of it. */
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final Set<String> NAMES = Set.of("ticker", "since", "until", "limit");

    /** Reads the parameters of a request. */
    static Query of(Map<String, String> parameters, InstantSource clock) {
        requireOnly(parameters, NAMES);
        Instant since = moment(parameters, "since", clock);
        Instant until = moment(parameters, "until", clock);
        if (since != null && until != null && !since.isBefore(until)) {
            throw new BadQueryException("expected since before until, found since %s and until %s"
                    .formatted(parameters.get("since"), parameters.get("until")));
        }
        return new Query(ticker(parameters), since, until, limit(parameters));
    }

    static void requireOnly(Map<String, String> parameters, Set<String> names) {
        for (String name : parameters.keySet()) {
            if (!names.contains(name)) {
                throw new BadQueryException("expected no parameters but %s, found '%s'"
                        .formatted(String.join(", ", new TreeSet<>(names)), shortened(name)));
            }
        }
    }

    static @Nullable String ticker(Map<String, String> parameters) {
        String ticker = parameters.get("ticker");
        if (ticker == null || ticker.isBlank()) {
            return null;
        }
        if (ticker.length() > LONGEST_TICKER || ticker.chars().anyMatch(Character::isISOControl)) {
            throw new BadQueryException("ticker: expected a market's ticker of at most %d characters, found '%s'"
                    .formatted(LONGEST_TICKER, shortened(ticker)));
        }
        return ticker.strip();
    }

    static String requiredTicker(Map<String, String> parameters) {
        String ticker = ticker(parameters);
        if (ticker == null) {
            throw new BadQueryException("ticker: expected a market's ticker, found none");
        }
        return ticker;
    }

    private static int limit(Map<String, String> parameters) {
        String limit = parameters.get("limit");
        if (limit == null || limit.isBlank()) {
            return USUAL_LIMIT;
        }
        if (!limit.matches("\\d{1,9}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > HIGHEST_LIMIT) {
            throw new BadQueryException(
                    "limit: expected 1 to %d rows, found '%s'".formatted(HIGHEST_LIMIT, shortened(limit)));
        }
        return Integer.parseInt(limit);
    }

    /** A moment: so long ago, such as {@code 2h}, or a time in UTC. */
    static @Nullable Instant moment(Map<String, String> parameters, String name, InstantSource clock) {
        String text = parameters.get(name);
        if (text == null || text.isBlank()) {
            return null;
        }
        Instant moment = Durations.parse(text.strip())
                .map(ago -> clock.instant().minus(ago))
                .or(() -> time(text.strip()))
                .map(time -> time.truncatedTo(ChronoUnit.MICROS))
                .filter(time -> !time.isBefore(EARLIEST) && time.isBefore(LATEST))
                .orElse(null);
        if (moment == null) {
            throw new BadQueryException(
                    "%s: expected a duration such as 2h or a time such as 2026-11-20T15:04:05Z, found '%s'"
                            .formatted(name, shortened(text)));
        }
        return moment;
    }

    private static Optional<Instant> time(String text) {
        String iso = text.replace(' ', 'T');
        try {
            if (iso.length() <= 10) {
                return Optional.of(
                        LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            boolean hasZone = iso.endsWith("Z") || iso.substring(10).matches(".*[+-]\\d\\d:?\\d\\d");
            return Optional.of(
                    hasZone
                            ? OffsetDateTime.parse(iso).toInstant()
                            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
