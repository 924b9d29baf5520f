package caravan.sandbox.exchange;

import caravan.rules.FeeType;
import caravan.rules.Fees;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What does not change about a market: its names, its grid, its fees, and how lively it is.
 *
 * @param tick distance of two prices, in ten-thousandths of a dollar
 * @param openingPrice the YES price that the simulation starts from, in ten-thousandths of a dollar
 * @param activity what happens to the book in a second, on average, in thousandths of an action
 * @param lifetime from the start of the sandbox to the market's close
 */
record Listing(
        String ticker,
        String event,
        String series,
        String title,
        String yesSubTitle,
        String noSubTitle,
        FeeType feeType,
        BigDecimal feeMultiplier,
        int tick,
        int openingPrice,
        int activity,
        Duration lifetime) {

    /** The exchange's second name for a market; the same ticker always has the same one. */
    String id() {
        return UUID.nameUUIDFromBytes(ticker.getBytes(StandardCharsets.UTF_8)).toString();
    }

    Fees fees() {
        return Fees.of(feeType, feeMultiplier);
    }

    String grid() {
        return tick == 100 ? "linear_cent" : "deci_cent";
    }

    /** The markets that the sandbox opens with. */
    static List<Listing> opening() {
        List<Listing> listings = new ArrayList<>();
        listings.add(temperature("B53.5", "53° to 54°", 3400));
        listings.add(temperature("B55.5", "55° to 56°", 2700));
        listings.add(temperature("T57", "57° or above", 1500));
        listings.add(bitcoin(95_000, 6200));
        listings.add(bitcoin(100_000, 3100));
        listings.add(match("RIV", "Riverton", 5600));
        listings.add(match("LAK", "Lakewood", 4300));
        listings.add(fed("H0", "Fed maintains rate", 7400));
        listings.add(fed("C25", "Cut of 25 basis points", 2200));
        listings.add(new Listing(
                "KXRAINSEA-26DEC01-T0",
                "KXRAINSEA-26DEC01",
                "KXRAINSEA",
                "Will it rain in Seattle on Dec 1, 2026?",
                "Rain in Seattle",
                "No rain in Seattle",
                FeeType.QUADRATIC,
                BigDecimal.ONE,
                100,
                6800,
                700,
                Duration.ofDays(11)));
        listings.add(new Listing(
                "KXTOPSONG-26DEC05-EVENING",
                "KXTOPSONG-26DEC05",
                "KXTOPSONG",
                "Top song on Dec 5, 2026?",
                "Evening Train",
                "Evening Train",
                FeeType.QUADRATIC,
                new BigDecimal("0.5"),
                10,
                850,
                900,
                Duration.ofDays(15)));
        return List.copyOf(listings);
    }

    /** A market that is listed while the sandbox runs: the next strike of the same event. */
    static Listing addition(int number) {
        return bitcoin(100_000 + 1_000 * number, Math.max(400, 2900 - 170 * number));
    }

    private static Listing temperature(String strike, String range, int price) {
        return new Listing(
                "KXHIGHNY-26NOV21-" + strike,
                "KXHIGHNY-26NOV21",
                "KXHIGHNY",
                "Will the high temperature in New York be " + range + " on Nov 21, 2026?",
                range,
                "Not " + range,
                FeeType.QUADRATIC,
                BigDecimal.ONE,
                100,
                price,
                2500,
                Duration.ofDays(1));
    }

    private static Listing bitcoin(int dollars, int price) {
        String level = String.format(Locale.ROOT, "$%,d", dollars);
        return new Listing(
                "KXBTCD-26NOV2717-T" + (dollars - 1) + ".99",
                "KXBTCD-26NOV2717",
                "KXBTCD",
                "Bitcoin price on Nov 27, 2026 at 5pm EST?",
                level + " or above",
                "Below " + level,
                FeeType.QUADRATIC,
                BigDecimal.ONE,
                100,
                price,
                4500,
                Duration.ofDays(7));
    }

    /** Both markets of a match; as on the exchange, both sides carry the name of the team that is asked about. */
    private static Listing match(String code, String team, int price) {
        return new Listing(
                "KXDEMOGAME-26NOV22RIVLAK-" + code,
                "KXDEMOGAME-26NOV22RIVLAK",
                "KXDEMOGAME",
                "Will " + team + " win the Riverton vs Lakewood game?",
                team,
                team,
                FeeType.QUADRATIC_WITH_MAKER_FEES,
                BigDecimal.ONE,
                100,
                price,
                3500,
                Duration.ofDays(2));
    }

    private static Listing fed(String code, String outcome, int price) {
        return new Listing(
                "KXFEDDECISION-26DEC-" + code,
                "KXFEDDECISION-26DEC",
                "KXFEDDECISION",
                "Fed decision in December 2026?",
                outcome,
                "Not: " + outcome,
                FeeType.QUADRATIC_WITH_MAKER_FEES,
                BigDecimal.ONE,
                100,
                price,
                1500,
                Duration.ofDays(20));
    }
}
