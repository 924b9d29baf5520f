package caravan.orders;

import caravan.model.Quantity;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How orders are placed and canceled, as settings say.
 *
 * @param life how long an order is to rest at most, as it is set now
 * @param groupLimit contracts of a market that may trade within 15 seconds; zero for twice what is first quoted there
 * @param wholeAccount whether to cancel all is to cancel what others have placed, too
 */
public record OrderHabits(Supplier<Duration> life, Quantity groupLimit, boolean wholeAccount) {}
