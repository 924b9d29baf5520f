package caravan.cli.doctor;

import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.KalshiException;
import caravan.kalshi.rest.RestClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Whether the exchange works, as it says itself. */
public record StatusCheck(RestClient exchange) implements Check {
    private static final String SUBJECT = "exchange";

    @Override
    public List<Finding> look() {
        try {
            return List.of(rate(exchange.json(Operations.named("GetExchangeStatus"), Map.of())));
        } catch (KalshiException silent) {
            return List.of(Finding.wrong(
                    SUBJECT, String.valueOf(silent.getMessage()), "try again later; Caravan goes on trying by itself"));
        }
    }

    private static Finding rate(JsonNode status) {
        String back = status.hasNonNull("exchange_estimated_resume_time")
                ? "; it expects to be back at "
                        + status.path("exchange_estimated_resume_time").asText()
                : "";
        if (!status.path("exchange_active").asBoolean()) {
            return Finding.wrong(SUBJECT, "it says that it is closed" + back, "wait: nothing is wrong on this machine");
        }
        return status.path("trading_active").asBoolean()
                ? Finding.well(SUBJECT, "open, trading goes on")
                : Finding.open(SUBJECT, "open, but trading is paused" + back);
    }
}
