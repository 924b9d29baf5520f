package caravan.sandbox.simulation;

import caravan.rules.FeeType;
import caravan.rules.PriceStructure;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The series, events and markets that the sandbox opens with. All names are made up. */
final class Catalogue {
    private static final PriceStructure CENTS = PriceStructure.LINEAR_CENT;

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
            "KXRAINSEA", "Rain in Seattle", "Climate and Weather", "daily", FeeType.QUADRATIC, BigDecimal.ONE);
    private static final SeriesListing SONG = new SeriesListing(
            "KXTOPSONG", "Top song", "Entertainment", "weekly", FeeType.QUADRATIC, new BigDecimal("0.5"));

    private static final EventListing HIGH_EVENT = new EventListing(
            "KXHIGHNY-26NOV21", HIGH, "Highest temperature in New York on Nov 21, 2026?", "On Nov 21, 2026", true);
    private static final EventListing BITCOIN_EVENT = new EventListing(
            "KXBTCD-26NOV2717",
            BITCOIN,
            "Bitcoin price on Nov 27, 2026 at 5pm EST?",
            "On Nov 27, 2026 at 5pm EST",
            false);
    private static final EventListing GAME_EVENT = new EventListing(
            "KXDEMOGAME-26NOV22RIVLAK", GAME, "Riverton vs Lakewood Winner?", "RIV vs LAK (Nov 22)", true);
    private static final EventListing FED_EVENT =
            new EventListing("KXFEDDECISION-26DEC", FED, "Fed decision in December 2026?", "In December 2026", true);
    private static final EventListing RAIN_EVENT = new EventListing(
            "KXRAINSEA-26DEC01", RAIN, "Will it rain in Seattle on Dec 1, 2026?", "On Dec 1, 2026", false);
    private static final EventListing SONG_EVENT =
            new EventListing("KXTOPSONG-26DEC05", SONG, "Top song on Dec 5, 2026?", "On Dec 5, 2026", true);

    private Catalogue() {}

    static List<Listing> opening() {
        return List.of(
                temperature("B53.5", "53° to 54°", 3400),
                temperature("B55.5", "55° to 56°", 2700),
                temperature("T57", "57° or above", 1500),
                bitcoin(95_000, 6200),
                bitcoin(100_000, 3100),
                game("RIV", "Riverton", 5600),
                game("LAK", "Lakewood", 4300),
                market(FED_EVENT, "H0", "Fed maintains rate", "Not: Fed maintains rate", CENTS, 7400, 1500, 20),
                market(
                        FED_EVENT,
                        "C25",
                        "Cut of 25 basis points",
                        "Not: Cut of 25 basis points",
                        CENTS,
                        2200,
                        1500,
                        20),
                market(RAIN_EVENT, "T0", "Rain in Seattle", "No rain in Seattle", CENTS, 6800, 700, 11),
                market(
                        SONG_EVENT,
                        "EVENING",
                        "Evening Train",
                        "Evening Train",
                        PriceStructure.DECI_CENT,
                        850,
                        900,
                        15));
    }

    /** A market that is listed while the sandbox runs: the next strike of the same event. */
    static Listing addition(int number) {
        return bitcoin(100_000 + 1_000 * number, Math.max(400, 2900 - 170 * number));
    }

    private static Listing temperature(String strike, String range, int price) {
        return market(HIGH_EVENT, strike, range, "Not " + range, CENTS, price, 2500, 1);
    }

    private static Listing bitcoin(int dollars, int price) {
        String level = String.format(Locale.ROOT, "$%,d", dollars);
        return market(
                BITCOIN_EVENT,
                "T" + (dollars - 1) + ".99",
                level + " or above",
                "Below " + level,
                CENTS,
                price,
                4500,
                7);
    }

    /** As on the exchange, both sides carry the name of the team that is asked about. */
    private static Listing game(String code, String team, int price) {
        return market(GAME_EVENT, code, team, team, CENTS, price, 3500, 2);
    }

    private static Listing market(
            EventListing event,
            String suffix,
            String yes,
            String no,
            PriceStructure grid,
            int price,
            int activity,
            int days) {
        return new Listing(event.ticker() + '-' + suffix, event, yes, no, grid, price, activity, Duration.ofDays(days));
    }
}
