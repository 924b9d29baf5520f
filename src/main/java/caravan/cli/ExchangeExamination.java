package caravan.cli;

import caravan.cli.doctor.AccountCheck;
import caravan.cli.doctor.ClockCheck;
import caravan.cli.doctor.Finding;
import caravan.cli.doctor.HostCheck;
import caravan.cli.doctor.StatusCheck;
import caravan.kalshi.rest.LoneClient;
import caravan.kalshi.rest.RestClient;
import caravan.kalshi.rest.Signer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at the exchange: the way there, its clock, whether it works, and what it lets the key do. */
final class ExchangeExamination {
    private final DoctorReport report;
    private final Machine machine;
    private final Settings settings;
    private final Environment environment;

    ExchangeExamination(DoctorReport report, Machine machine, Settings settings, Environment environment) {
        this.report = report;
        this.machine = machine;
        this.settings = settings;
        this.environment = environment;
    }

    /** Looks at the exchange of the settings; its key may be unusable, and the rest is looked at all the same. */
    void look(Connection connection) {
        @Nullable Exchange known = known(() -> Exchange.of(settings, connection, machine.clock()));
        look(connection.restUrl().orElseThrow(), connection.wsUrl().orElseThrow(), known);
    }

    /** Looks at an exchange that this program has started, in this process or another. */
    void lookAtSandbox(Supplier<Exchange> sandbox) {
        @Nullable Exchange known = known(sandbox);
        if (known != null) {
            look(known.restUrl(), known.wsUrl(), known);
        }
    }

    private @Nullable Exchange known(Supplier<Exchange> exchange) {
        try {
            return exchange.get();
        } catch (RuntimeException unusable) {
            report.add(Finding.refused("key", StartFailure.line(unusable)));
            return null;
        }
    }

    private void look(URI rest, URI stream, @Nullable Exchange known) {
        Duration patience = settings.duration("kalshi.request-timeout");
        List<Finding> reached = new HostCheck("rest host", rest, patience).look();
        reached.forEach(report::add);
        report.look(new HostCheck("stream host", stream, patience));
        if (reached.stream().anyMatch(finding -> finding.outcome() == Finding.Outcome.WRONG)) {
            report.add(Finding.open("exchange", "not asked: it cannot be reached"));
            return;
        }
        report.look(new ClockCheck(rest, machine.clock(), patience));
        Signer signer = known == null ? ExchangeExamination::unsigned : known.signer()::headers;
        try (LoneClient lone = LoneClient.start(rest, signer, patience)) {
            RestClient client = lone.client();
            report.look(new StatusCheck(client));
            if (known != null) {
                report.look(
                        new AccountCheck(client, known.keyId(), environment.id(), settings.isOn("trading.enabled")));
            }
        }
    }

    private static Map<String, String> unsigned(String method, String path) {
        throw new IllegalStateException("expected a question that needs no key");
    }
}
