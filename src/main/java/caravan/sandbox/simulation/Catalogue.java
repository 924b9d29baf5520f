package caravan.sandbox.simulation;

import caravan.model.Price;
import caravan.rules.FeeType;
import caravan.rules.PriceStructure;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The series, events and markets of the sandbox. All names are made up; all dates follow from the start.
 *
 * <p>Dates and times of day are New York's, as on the exchange.
 */
final class Catalogue {
    static final ZoneId ZONE = ZoneId.of("America/New_York");

    static final String SHORT_SERIES = "KXDEMOCOIN";

    /** A series, and when its events are. */
    enum Kind {
        HIGH(1, 1, LocalTime.of(23, 59)),
        BITCOIN(7, 7, LocalTime.of(17, 0)),
        GAME(2, 2, LocalTime.of(22, 0)),
        FED(20, 42, LocalTime.of(14, 0)),
        RAIN(11, 7, LocalTime.of(23, 59)),
        SONG(15, 7, LocalTime.of(12, 0)),
        SHORT(0, 0, LocalTime.MIDNIGHT);

        /** From the start to the day of the first event. */
        final int firstDay;
        /** From one event to the next. */
        final int days;

        final LocalTime close;

        Kind(int firstDay, int days, LocalTime close) {
            this.firstDay = firstDay;
            this.days = days;
            this.close = close;
        }
    }

    private static final SeriesListing HIGH = new SeriesListing(
            "KXHIGHNY",
            "Highest temperature in New York",
            "Climate and Weather",
            "daily",
            FeeType.QUADRATIC,
            BigDecimal.ONE);
    private static final SeriesListing BITCOIN =
            new SeriesListing("KXBTCD", "Bitcoin price", "Crypto", "weekly", FeeType.QUADRATIC, BigDecimal.ONE);
    private static final SeriesListing GAME = new SeriesListing(
            "KXDEMOGAME",
            "Demonstration league game",
            "Sports",
            "custom",
            FeeType.QUADRATIC_WITH_MAKER_FEES,
            BigDecimal.ONE);
    private static final SeriesListing FED = new SeriesListing(
            "KXFEDDECISION", "Fed decision", "Economics", "custom", FeeType.QUADRATIC_WITH_MAKER_FEES, BigDecimal.ONE);
    private static final SeriesListing RAIN = new SeriesListing(
            "KXRAINSEA", "Rain in Seattle", "Climate and Weather", "weekly", FeeType.QUADRATIC, BigDecimal.ONE);
    private static final SeriesListing SONG = new SeriesListing(
            "KXTOPSONG", "Top song", "Entertainment", "weekly", FeeType.QUADRATIC, new BigDecimal("0.5"));
    private static final SeriesListing POLL = new SeriesListing(
            "KXDEMOPOLL", "Demonstration poll", "Politics", "custom", FeeType.QUADRATIC, BigDecimal.ONE);
    private static final int POLL_MARKETS = 5;
    private static final SeriesListing SHORT = new SeriesListing(
            SHORT_SERIES, "Demonstration coin", "Crypto", "custom", FeeType.QUADRATIC, BigDecimal.ONE);

    private static final List<String> TEAMS =
            List.of("Riverton", "Lakewood", "Mapleton", "Stonebridge", "Harborview", "Eastfield");
    private static final List<String> SONGS =
            List.of("Evening Train", "Paper Lanterns", "Northern Road", "Glass Garden", "Slow Harbor");

    private static final DateTimeFormatter DAY_CODE = DateTimeFormatter.ofPattern("yyMMMdd", Locale.US);
    private static final DateTimeFormatter MONTH_CODE = DateTimeFormatter.ofPattern("yyMMM", Locale.US);
    private static final DateTimeFormatter TIME_CODE = DateTimeFormatter.ofPattern("yyMMMddHHmm", Locale.US);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d, yyyy", Locale.US);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.US);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("h:mma z", Locale.US);

    private final Duration shortMarkets;
    private final SplittableRandom random;
    private int games;
    private int polls;

    /** @param shortMarkets how long the markets last that are there to be watched; zero for none */
    Catalogue(Duration shortMarkets, SplittableRandom random) {
        this.shortMarkets = shortMarkets;
        this.random = random;
    }

    /** What is open at the start. */
    List<Plan> opening(long start) {
        List<Plan> plans = new ArrayList<>();
        ZonedDateTime now = at(start);
        for (Kind kind : Kind.values()) {
            if (kind != Kind.SHORT) {
                plans.add(plan(kind, now.plusDays(kind.firstDay).with(kind.close), start, true));
            } else if (!shortMarkets.isZero()) {
                long length = micros(shortMarkets);
                plans.add(plan(kind, at((start / length + 1) * length), start, true));
            }
        }
        return plans;
    }

    /** The event of the same series that comes after another one. */
    Plan successor(Plan plan, long opens) {
        ZonedDateTime close = at(plan.closes());
        ZonedDateTime next = plan.kind() == Kind.SHORT ? close.plus(shortMarkets) : close.plusDays(plan.kind().days);
        return plan(plan.kind(), next, opens, false);
    }

    /** A market that is added to an event of bitcoin prices: the next strike above. */
    Listing strike(Plan plan, int number, long now) {
        return bitcoin(
                plan.event(),
                100_000 + 1_000 * number,
                Math.max(400, 2900 - 170 * number),
                900,
                Duration.of(plan.closes() - now, ChronoUnit.MICROS));
    }

    /** Further markets near even odds, a few in an event; all close at one time. */
    List<Listing> polls(int count, long now, long closes) {
        List<Listing> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = polls++;
            EventListing event = new EventListing(
                    POLL.ticker() + '-' + code(DAY_CODE, at(closes)) + 'E' + number / POLL_MARKETS,
                    POLL,
                    "Demonstration poll " + number / POLL_MARKETS + "?",
                    "On " + DAY.format(at(closes)),
                    false);
            added.add(market(
                    event,
                    "P" + number,
                    "Proposal " + number,
                    "Not proposal " + number,
                    PriceStructure.LINEAR_CENT,
                    null,
                    cents(40, 60),
                    500,
                    Mood.CALM,
                    Duration.of(closes - now, ChronoUnit.MICROS)));
        }
        return added;
    }

    private Plan plan(Kind kind, ZonedDateTime close, long opens, boolean first) {
        long closes = close.toEpochSecond() * 1_000_000;
        Duration lifetime = Duration.of(closes - opens, ChronoUnit.MICROS);
        List<Listing> listings = switch (kind) {
            case HIGH -> high(close, lifetime, first);
            case BITCOIN -> bitcoin(close, lifetime, first);
            case GAME -> game(close, lifetime, first);
            case FED -> fed(close, lifetime, first);
            case RAIN -> rain(close, lifetime, first);
            case SONG -> song(close, lifetime, first);
            case SHORT -> coin(close, lifetime);
        };
        return new Plan(kind, listings.get(0).event(), listings, opens, closes);
    }

    private List<Listing> high(ZonedDateTime close, Duration lifetime, boolean first) {
        String day = DAY.format(close);
        EventListing event = new EventListing(
                "KXHIGHNY-" + code(DAY_CODE, close),
                HIGH,
                "Highest temperature in New York on " + day + "?",
                "On " + day,
                true);
        int[] prices = prices(first, 3400, 2700, 1500);
        return List.of(
                temperature(event, "B53.5", "53° to 54°", Strike.between("53", "54"), prices[0], lifetime),
                temperature(event, "B55.5", "55° to 56°", Strike.between("55", "56"), prices[1], lifetime),
                temperature(event, "T57", "57° or above", Strike.atLeast("57"), prices[2], lifetime));
    }

    private static Listing temperature(
            EventListing event, String suffix, String range, Strike strike, int price, Duration lifetime) {
        return market(
                event,
                suffix,
                range,
                "Not " + range,
                PriceStructure.LINEAR_CENT,
                strike,
                price,
                2500,
                Mood.CALM,
                lifetime);
    }

    private List<Listing> bitcoin(ZonedDateTime close, Duration lifetime, boolean first) {
        String time = DAY.format(close) + " at 5pm "
                + DateTimeFormatter.ofPattern("z", Locale.US).format(close);
        EventListing event = new EventListing(
                "KXBTCD-" + code(DAY_CODE, close) + "17",
                BITCOIN,
                "Bitcoin price on " + time + "?",
                "On " + time,
                false);
        int lower = first ? 6200 : cents(50, 80);
        int upper = first ? 3100 : cents(15, 45);
        return List.of(bitcoin(event, 95_000, lower, 4500, lifetime), bitcoin(event, 100_000, upper, 4500, lifetime));
    }

    private static Listing bitcoin(EventListing event, int dollars, int price, int activity, Duration lifetime) {
        String level = String.format(Locale.ROOT, "$%,d", dollars);
        String below = dollars - 1 + ".99";
        return market(
                event,
                "T" + below,
                level + " or above",
                "Below " + level,
                PriceStructure.LINEAR_CENT,
                Strike.above(below),
                price,
                activity,
                Mood.NEWS,
                lifetime);
    }

    /** As on the exchange, both sides carry the name of the team that is asked about. */
    private List<Listing> game(ZonedDateTime close, Duration lifetime, boolean first) {
        String home = TEAMS.get(2 * games % TEAMS.size());
        String away = TEAMS.get((2 * games + 1 + 2 * (games / 3)) % TEAMS.size());
        games++;
        String codes = code(home) + code(away);
        EventListing event = new EventListing(
                "KXDEMOGAME-" + code(DAY_CODE, close) + codes,
                GAME,
                home + " vs " + away + " Winner?",
                code(home) + " vs " + code(away) + " ("
                        + DateTimeFormatter.ofPattern("MMM d", Locale.US).format(close) + ")",
                true);
        int price = first ? 5600 : cents(25, 75);
        return List.of(team(event, home, price, lifetime), team(event, away, 9900 - price, lifetime));
    }

    private static Listing team(EventListing event, String team, int price, Duration lifetime) {
        return market(
                event, code(team), team, team, PriceStructure.LINEAR_CENT, null, price, 3500, Mood.CALM, lifetime);
    }

    private List<Listing> fed(ZonedDateTime close, Duration lifetime, boolean first) {
        String month = MONTH.format(close);
        EventListing event = new EventListing(
                "KXFEDDECISION-" + code(MONTH_CODE, close), FED, "Fed decision in " + month + "?", "In " + month, true);
        int[] prices = prices(first, 7400, 2200);
        return List.of(
                rate(event, "H0", "Fed maintains rate", prices[0], lifetime),
                rate(event, "C25", "Cut of 25 basis points", prices[1], lifetime));
    }

    private static Listing rate(EventListing event, String suffix, String answer, int price, Duration lifetime) {
        return market(
                event,
                suffix,
                answer,
                "Not: " + answer,
                PriceStructure.LINEAR_CENT,
                null,
                price,
                1500,
                Mood.ONE_SIDED,
                lifetime);
    }

    private List<Listing> rain(ZonedDateTime close, Duration lifetime, boolean first) {
        String day = DAY.format(close);
        EventListing event = new EventListing(
                "KXRAINSEA-" + code(DAY_CODE, close),
                RAIN,
                "Will it rain in Seattle on " + day + "?",
                "On " + day,
                false);
        return List.of(market(
                event,
                "T0",
                "Rain in Seattle",
                "No rain in Seattle",
                PriceStructure.LINEAR_CENT,
                Strike.above("0"),
                first ? 6800 : cents(20, 80),
                700,
                Mood.THIN,
                lifetime));
    }

    private List<Listing> song(ZonedDateTime close, Duration lifetime, boolean first) {
        String day = DAY.format(close);
        EventListing event = new EventListing(
                "KXTOPSONG-" + code(DAY_CODE, close), SONG, "Top song on " + day + "?", "On " + day, true);
        String song = first ? SONGS.get(0) : SONGS.get(random.nextInt(SONGS.size()));
        String suffix = song.substring(0, song.indexOf(' ')).toUpperCase(Locale.ROOT);
        return List.of(market(
                event,
                suffix,
                song,
                song,
                PriceStructure.DECI_CENT,
                null,
                first ? 850 : 100 * (5 + random.nextInt(30)),
                900,
                Mood.CALM,
                lifetime));
    }

    private List<Listing> coin(ZonedDateTime close, Duration lifetime) {
        String time = TIME.format(close);
        EventListing event = new EventListing(
                SHORT_SERIES + '-' + code(TIME_CODE, close),
                SHORT,
                "Demonstration coin up at " + time + "?",
                DAY.format(close) + " at " + time,
                false);
        return List.of(market(
                event,
                "UP",
                "Up",
                "Down",
                PriceStructure.TAPERED_DECI_CENT,
                null,
                cents(40, 60),
                3000,
                Mood.NEAR_CLOSE,
                lifetime));
    }

    private static Listing market(
            EventListing event,
            String suffix,
            String yes,
            String no,
            PriceStructure grid,
            @Nullable Strike strike,
            int price,
            int activity,
            Mood mood,
            Duration lifetime) {
        return new Listing(
                event.ticker() + '-' + suffix, event, yes, no, grid, strike, price, activity, mood, lifetime);
    }

    /** Prices that leave a little for no answer: those given, in any order but the first time. */
    private int[] prices(boolean first, int... given) {
        int[] prices = given.clone();
        for (int i = prices.length - 1; i > 0 && !first; i--) {
            int other = random.nextInt(i + 1);
            int swapped = prices[i];
            prices[i] = prices[other];
            prices[other] = swapped;
        }
        return prices;
    }

    /** A price of at least and less than so many cents. */
    private int cents(int least, int most) {
        return (least + random.nextInt(most - least)) * Price.UNITS_PER_DOLLAR / 100;
    }

    private static String code(String team) {
        return team.substring(0, 3).toUpperCase(Locale.ROOT);
    }

    private static String code(DateTimeFormatter format, ZonedDateTime time) {
        return format.format(time).toUpperCase(Locale.ROOT);
    }

    private static ZonedDateTime at(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(ZONE);
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
