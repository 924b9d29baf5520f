package caravan.kalshi.stream;

import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log what a connection is to have. */
final class Announcements {
    private static final Logger LOG = LoggerFactory.getLogger(StreamConsumer.class);

    private final StreamSettings settings;

    Announcements(StreamSettings settings) {
        this.settings = settings;
    }

    /** The connection begins with these. */
    void begins(WantedMarkets markets) {
        Map<Boolean, List<String>> channels = settings.asChannels().stream()
                .collect(partitioningBy(
                        channel -> isPossible(channel, markets), mapping(Channel::name, Collectors.toList())));
        LOG.info(
                "Connection {} subscribes to {}{}",
                settings.connection(),
                orNothing(channels.get(true)),
                channels.get(false).isEmpty()
                        ? ""
                        : "; not to %s, as long as kalshi.markets selects no market"
                                .formatted(String.join(", ", channels.get(false))));
    }

    private static boolean isPossible(Channel channel, WantedMarkets markets) {
        return !channel.isOfMarkets()
                || !markets.tickers().isEmpty()
                || (channel.canBeOfEveryMarket() && markets.every());
    }

    private static String orNothing(List<String> names) {
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    /** Other markets are wanted, if they are others. */
    void changed(WantedMarkets before, WantedMarkets after) {
        long more = after.tickers().stream()
                .filter(ticker -> !before.tickers().contains(ticker))
                .count();
        long fewer = before.tickers().size() + more - after.tickers().size();
        if (more == 0 && fewer == 0 && before.every() == after.every()) {
            return;
        }
        LOG.info(
                "Connection {}: {} are wanted now{}, {} more and {} fewer than before",
                settings.connection(),
                after.tickers().isEmpty()
                        ? "no single markets"
                        : after.tickers().size() + " markets",
                after.every() ? " and every market where that is possible" : "",
                more,
                fewer);
        if (after.tickers().isEmpty() && !after.every()) {
            LOG.info(
                    "Connection {}: nothing is left to subscribe to on channels about markets; it stays open",
                    settings.connection());
        }
    }
}
