package caravan;

import caravan.books.OrderBooks;
import caravan.console.StatusHealthCheck;
import caravan.console.StatusHealthCheck.Status;
import caravan.discord.DiscordComponent;
import caravan.fills.FillReadBack;
import caravan.kalshi.KalshiComponent;
import caravan.kalshi.rest.AnswerFields;
import caravan.kalshi.rest.budget.BudgetStatus;
import caravan.kalshi.stream.ConnectionStatus;
import caravan.marketselection.MarketSelection;
import caravan.model.BookState;
import caravan.notifications.Outbox;
import caravan.recording.DiskLimit;
import caravan.recording.RecordingDatabase;
import caravan.recording.RecordingStatus;
import caravan.recording.Spool;
import caravan.risk.Halt;
import caravan.risk.HaltLatch;
import caravan.risk.TradingPermission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheck;
import org.jspecify.annotations.Nullable;

/** Says of each part, in a sentence and in figures, whether it is well. */
final class Health {
    /** A message that waits longer has met more than Discord's rate limit. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Health() {}

    /** Up while everything that was asked for is subscribed to. */
    static HealthCheck connection(String name, KalshiComponent kalshi, InstantSource clock) {
        return new StatusHealthCheck(
                name,
                "connection",
                () -> kalshi.getConnections().stream()
                        .filter(status -> status.name().equals(name))
                        .findFirst()
                        .map(status -> connection(status, clock.instant()))
                        .orElseGet(() -> Status.down("not started", Map.of())));
    }

    private static Status connection(ConnectionStatus status, Instant now) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", status.state().name());
        details.put("since", status.since().toString());
        details.put("reconnects", status.reconnects());
        if (status.lastFrameTime() != null) {
            details.put(
                    "last-frame-age-seconds",
                    Duration.between(status.lastFrameTime(), now).toMillis() / 1000.0);
        }
        if (status.lastError() != null) {
            details.put("last-error", status.lastError());
        }
        details.putAll(status.refusedChannels());
        status.refusedMarkets().forEach((channel, markets) -> details.put("refused-markets-of-" + channel, markets));
        if (status.state() != ConnectionStatus.State.READY) {
            String error = status.lastError() == null ? "" : ": " + status.lastError();
            return Status.down("the connection is " + status.state() + error, details);
        }
        return status.refusedChannels().isEmpty()
                ? Status.up("every channel is subscribed to", details)
                : Status.down("refused channels: " + status.refusedChannels().keySet(), details);
    }

    /** Always up: other fields than known break nothing, but somebody should hear of them. */
    static HealthCheck answers(KalshiComponent kalshi) {
        return new StatusHealthCheck("answers", "kalshi-rest", () -> {
            List<AnswerFields.Drift> drift = kalshi.getAnswerDrift();
            Map<String, Object> details = new LinkedHashMap<>();
            for (AnswerFields.Drift operation : drift) {
                if (!operation.unknown().isEmpty()) {
                    details.put("unknown-in-" + operation.operation(), String.join(" ", operation.unknown()));
                }
                if (!operation.missing().isEmpty()) {
                    details.put("missing-in-" + operation.operation(), String.join(" ", operation.missing()));
                }
            }
            return Status.up(
                    drift.isEmpty()
                            ? "answers have the fields that are known"
                            : "answers have other fields than are known, those of "
                                    + drift.stream()
                                            .map(AnswerFields.Drift::operation)
                                            .collect(Collectors.joining(", ")),
                    details);
        });
    }

    /** Down while requests are not sent because the account's limits do not allow them. */
    static HealthCheck budget(KalshiComponent kalshi) {
        return new StatusHealthCheck(
                "budget",
                "requests",
                () -> kalshi.getBudget()
                        .map(Health::budget)
                        .orElseGet(() -> Status.up("nothing was asked of the exchange yet", Map.of())));
    }

    private static Status budget(BudgetStatus status) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("tier", status.limits().tier());
        details.put("limits-known", status.known());
        details.put("read-tokens", status.readTokens());
        details.put("write-tokens", status.writeTokens());
        details.put("waiting", status.waiting());
        details.put("not-sent", status.refusedHere());
        details.put("refused-by-the-exchange", status.refusedThere());
        return status.isShort()
                ? Status.down("more is asked of the exchange than the account's limits allow", details)
                : Status.up("requests are within the account's limits", details);
    }

    static HealthCheck books(OrderBooks books) {
        return new StatusHealthCheck("order-books", "books", () -> {
            Map<String, Object> details = new LinkedHashMap<>();
            for (BookState state : BookState.values()) {
                details.put(state.name().toLowerCase(Locale.ROOT), books.count(state));
            }
            return books.givenUp() == 0
                    ? Status.up("books follow the exchange", details)
                    : Status.down(books.givenUp() + " books wait for a snapshot that does not come", details);
        });
    }

    /** Down while alerts are missed because they do not keep up. */
    static HealthCheck alerts(NewsRoom room) {
        return new StatusHealthCheck("news", "alerts", () -> {
            Map<String, Object> details = Map.of("dropped", room.dropped());
            return room.isShort()
                    ? Status.down("the alerts do not keep up with the market data, some may be missed", details)
                    : Status.up("everything is looked at", details);
        });
    }

    /** Always up: to be halted is what a person or a limit wants, and no fault. But it is shown. */
    static HealthCheck risk(HaltLatch latch, TradingPermission permission) {
        return new StatusHealthCheck("trading", "risk", () -> {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("halted", latch.current().isPresent());
            details.put("allowed", permission.forbidden().isEmpty());
            return Status.up(
                    latch.current()
                            .map(Halt::toString)
                            .or(permission::forbidden)
                            .orElse("orders may be sent"),
                    details);
        });
    }

    /** Down while selectors cannot be looked up; what they stood for before is still subscribed to. */
    static HealthCheck marketSelection(MarketSelection selection) {
        return new StatusHealthCheck("selectors", "market-selection", () -> {
            MarketSelection.Status status = selection.status();
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("markets", status.markets());
            details.put("last-complete", text(status.lastComplete()));
            details.put("failed-in-a-row", status.failedInARow());
            return status.failedInARow() > 0
                    ? Status.down("markets cannot be looked up: " + status.lastFailure(), details)
                    : Status.up("knows which markets are wanted", details);
        });
    }

    static HealthCheck recording(RecordingDatabase database, Spool spool, DiskLimit limit) {
        return new StatusHealthCheck("market-data", "database", () -> {
            RecordingStatus status = RecordingStatus.of(database, spool);
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("spooled-files", status.spooledFiles());
            details.put("spooled-frames", status.spooledFrames());
            details.put("database-mebibytes", limit.databaseBytes() >> 20);
            details.put("rows-deleted-by-disk-limit", limit.deletedRows());
            if (status.diskError() != null) {
                return Status.down(
                        "frames are not safe from a kill, the disk takes none: " + status.diskError(), details);
            }
            return status.databaseUp()
                    ? Status.up("takes batches", details)
                    : Status.down("takes no batches, they wait on disk: " + status.lastError(), details);
        });
    }

    static HealthCheck fills(FillReadBack readBack) {
        return new StatusHealthCheck("read-back", "fills", () -> {
            FillReadBack.Status status = readBack.status();
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("last-complete", text(status.lastComplete()));
            details.put("failed-in-a-row", status.failedInARow());
            if (status.failedInARow() > 0) {
                return Status.down("fills cannot be read back: " + status.lastFailure(), details);
            }
            return status.lastComplete() == null
                    ? Status.down("fills were not read back yet", details)
                    : Status.up("fills are read back", details);
        });
    }

    static HealthCheck notifications(Outbox outbox, DiscordComponent discord) {
        return new StatusHealthCheck("discord", "notifications", () -> {
            Outbox.Status status = outbox.status();
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("waiting", status.waiting());
            details.put("last-sent", text(status.lastSuccess()));
            if (status.oldestAge() != null) {
                details.put("oldest-waits-seconds", status.oldestAge().toSeconds());
            }
            @Nullable String halted = discord.status().haltedReason();
            if (halted != null) {
                return Status.down("nothing is sent until a restart: " + halted, details);
            }
            if (status.oldestAge() != null && status.oldestAge().compareTo(PATIENCE) > 0) {
                return Status.down(
                        "%d messages wait, the oldest for %d s; the table notifications says why"
                                .formatted(status.waiting(), status.oldestAge().toSeconds()),
                        details);
            }
            return discord.status().configured()
                    ? Status.up("messages are sent", details)
                    : Status.up("no Discord is configured: messages go to the log", details);
        });
    }

    private static String text(@Nullable Instant time) {
        return time == null ? "never" : time.toString();
    }
}
