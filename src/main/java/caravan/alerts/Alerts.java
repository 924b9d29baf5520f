package caravan.alerts;

import caravan.alerts.Alert.Kind;
import caravan.model.ExchangeHours;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds all rules, and sees to it that they do not tell too much at once. Safe for use by several threads. */
public final class Alerts {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** As many tickers as one question to the exchange may have. */
    private static final int MOST_ASKED = 100;

    private final InstantSource clock;
    private final Scope scope;
    private final List<Rule> rules;
    private final int mostPerMinute;
    private final Recent told;
    /** Of the markets whose close the exchange was asked about. */
    private String lastAsked = "";

    private int keptBack;
    private @Nullable Instant keptBackSince;

    /**
     * Makes the rules.
     *
     * @throws IllegalArgumentException if cents are none; the message begins with the setting's name
     */
    public Alerts(AlertSettings settings, ExchangeHours hours, InstantSource clock) {
        this.clock = clock;
        this.scope = new Scope(settings.markets());
        this.rules = rules(settings, hours);
        this.mostPerMinute = settings.mostPerMinute();
        this.told = new Recent(MINUTE, mostPerMinute);
    }

    private List<Rule> rules(AlertSettings settings, ExchangeHours hours) {
        List<Rule> made = new ArrayList<>();
        int move = cents("alerts.price-move", settings.priceMove());
        if (move > 0) {
            made.add(new PriceMoved(
                    scope, move, new CoolDown(settings.priceMove().coolDown())));
        }
        int spread = cents("alerts.spread", settings.spread());
        if (spread > 0) {
            made.add(new TightSpread(
                    scope, spread, new CoolDown(settings.spread().coolDown())));
        }
        AlertSettings.Volume volume = settings.volume();
        if (volume.quantity().units() > 0) {
            made.add(new VolumeRose(scope, volume.quantity(), volume.window(), new CoolDown(volume.coolDown())));
        }
        if (!settings.closeAhead().isZero()) {
            made.add(new CloseAhead(scope, settings.closeAhead()));
        }
        if (!settings.settlementAhead().isZero()) {
            made.add(new SettlementAhead(scope, settings.settlementAhead()));
        }
        if (settings.lifecycle().isOn()) {
            made.add(new MarketChanged(scope, new CoolDown(settings.lifecycle().coolDown())));
        }
        AlertSettings.Connections connections = settings.connections();
        if (connections.isOn()) {
            made.add(new ConnectionLost(connections.patience(), new CoolDown(connections.coolDown()), hours));
            made.add(new ExchangePaused(hours));
        }
        AlertSettings.Gaps gaps = settings.gaps();
        if (gaps.number() > 0) {
            made.add(new ManyGaps(gaps.number(), gaps.window(), new CoolDown(gaps.coolDown())));
        }
        return List.copyOf(made);
    }

    private static int cents(String name, AlertSettings.Distance distance) {
        try {
            return Cents.parse(distance.cents());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(name + ": " + wrong.getMessage(), wrong);
        }
    }

    /** Takes another watch list. */
    public synchronized void watchList(WatchList list) {
        scope.watchList(list);
    }

    /**
     * Parameters for asking the exchange when markets close and are paid out that are known by name; empty when there are none. Where they
     * are too many for one question, they take turns.
     */
    public synchronized Map<String, Object> marketsQuestion() {
        NavigableSet<String> known = new TreeSet<>(scope.tickers());
        List<String> tickers = Stream.concat(
                        known.tailSet(lastAsked, false).stream(), known.headSet(lastAsked, true).stream())
                .limit(MOST_ASKED)
                .toList();
        if (tickers.isEmpty()) {
            return Map.of();
        }
        lastAsked = tickers.get(tickers.size() - 1);
        return Map.of("tickers", String.join(",", tickers), "limit", MOST_ASKED);
    }

    /** What is to be told about something that happened. */
    public synchronized List<Alert> news(Object news) {
        Instant now = clock.instant();
        List<Alert> alerts = new ArrayList<>(0);
        for (Rule rule : rules) {
            alerts.addAll(rule.news(news, now));
        }
        return rationed(alerts, now);
    }

    /** What is to be told because time has passed. */
    public synchronized List<Alert> timePasses() {
        Instant now = clock.instant();
        List<Alert> alerts = new ArrayList<>(0);
        for (Rule rule : rules) {
            alerts.addAll(rule.timePasses(now));
        }
        List<Alert> rationed = rationed(alerts, now);
        if (keptBackSince != null && !now.isBefore(keptBackSince.plus(MINUTE))) {
            rationed.add(new Alert(
                    Kind.KEPT_BACK, null, keptBack + " more alerts within a minute were not told one by one", now));
            keptBackSince = null;
            keptBack = 0;
        }
        return rationed;
    }

    private List<Alert> rationed(List<Alert> alerts, Instant now) {
        List<Alert> rationed = new ArrayList<>(alerts.size());
        for (Alert alert : alerts) {
            if (told.count(now) < mostPerMinute) {
                told.add(now);
                rationed.add(alert);
            } else {
                keptBack++;
                keptBackSince = keptBackSince == null ? now : keptBackSince;
            }
        }
        return rationed;
    }
}
