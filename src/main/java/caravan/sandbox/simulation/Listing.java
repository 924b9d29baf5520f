package caravan.sandbox.simulation;

import caravan.rules.PriceStructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What does not change about a market: its names, its grid, and how lively it is.
 *
 * @param structure its price grid
 * @param strike the number that decides it; null where a name does
 * @param openingPrice the YES price that traders start from, in price units
 * @param activity what happens in the market in a second, on average, in thousandths of an action
 * @param lifetime from its opening to the close that was planned
 */
public record Listing(
        String ticker,
        EventListing event,
        String yesSubTitle,
        String noSubTitle,
        PriceStructure structure,
        @Nullable Strike strike,
        int openingPrice,
        int activity,
        Mood mood,
        Duration lifetime) {

    /** The exchange's second name for a market; the same ticker always has the same one. */
    public String id() {
        return UUID.nameUUIDFromBytes(ticker.getBytes(StandardCharsets.UTF_8)).toString();
    }

    Listing in(Mood other) {
        return new Listing(
                ticker, event, yesSubTitle, noSubTitle, structure, strike, openingPrice, activity, other, lifetime);
    }

    public String title() {
        return event.title();
    }

    /** The rule by which it is decided. */
    public String rules() {
        return "This market of the sandbox resolves to Yes if: " + yesSubTitle + ".";
    }
}
