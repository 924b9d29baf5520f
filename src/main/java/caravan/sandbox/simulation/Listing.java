package caravan.sandbox.simulation;

import caravan.rules.PriceStructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/**
 * What does not change about a market: its names, its grid, and how lively it is.
 *
 * @param structure its price grid
 * @param openingPrice the YES price that traders start from, in price units
 * @param activity what happens in the market in a second, on average, in thousandths of an action
 * @param lifetime from the start of the sandbox to the market's close
 */
public record Listing(
        String ticker,
        EventListing event,
        String yesSubTitle,
        String noSubTitle,
        PriceStructure structure,
        int openingPrice,
        int activity,
        Duration lifetime) {

    /** The exchange's second name for a market; the same ticker always has the same one. */
    public String id() {
        return UUID.nameUUIDFromBytes(ticker.getBytes(StandardCharsets.UTF_8)).toString();
    }

    public String title() {
        return event.title();
    }

    /** The rule by which it is decided. */
    public String rules() {
        return "This market of the sandbox resolves to Yes if: " + yesSubTitle + ".";
    }
}
