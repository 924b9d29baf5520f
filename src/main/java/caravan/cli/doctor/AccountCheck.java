package caravan.cli.doctor;

import caravan.kalshi.auth.Refusal;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.KalshiException;
import caravan.kalshi.rest.RestClient;
import caravan.kalshi.rest.UnauthorizedException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Whether the exchange takes the key, and what it lets the key do.
 *
 * @param keyId whose scopes are wanted
 * @param environment sandbox, demo or prod
 * @param trades whether trading.enabled is true
 */
public record AccountCheck(RestClient exchange, String keyId, String environment, boolean trades) implements Check {
    private static final String KEY = "key";
    private static final String LIMITS = "limits";
    private static final String SCOPES = "scopes";
    private static final String NOT_ASKED = "not asked for: the exchange does not take the key";

    /** Two exchanges with accounts and keys of their own; whoever has one key for both has mixed them up. */
    private static final Map<String, String> MIXED_UP = Map.of(
            "demo",
            "kalshi.environment is demo, which knows no key of kalshi.com: make one at demo.kalshi.co, or set"
                    + " kalshi.environment = prod if the key is of production",
            "prod",
            "kalshi.environment is prod, which knows no key of the demo exchange: make one at kalshi.com, or set"
                    + " kalshi.environment = demo if the key is of demo");

    @Override
    public List<Finding> look() {
        JsonNode limits;
        try {
            limits = exchange.json(Operations.named("GetAccountApiLimits"), Map.of());
        } catch (KalshiException refused) {
            return List.of(refused(refused), Finding.open(LIMITS, NOT_ASKED), Finding.open(SCOPES, NOT_ASKED));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.well(KEY, "signs, and the exchange takes it"));
        findings.add(Finding.well(
                LIMITS,
                "tier %s: reads %s, writes %s"
                        .formatted(
                                limits.path("usage_tier").asText("unknown"),
                                budget(limits.path("read")),
                                budget(limits.path("write")))));
        findings.add(scopes());
        return findings;
    }

    private Finding refused(KalshiException refused) {
        if (refused instanceof UnauthorizedException unauthorized && unauthorized.reason() == Refusal.KEY_ID) {
            return Finding.wrong(
                    KEY,
                    "the exchange does not know the key id",
                    MIXED_UP.getOrDefault(environment, "check kalshi.api-key-id"));
        }
        if (refused instanceof UnauthorizedException unauthorized) {
            String advice = unauthorized.reason().advice();
            int end = advice.indexOf(". ");
            return end < 0
                    ? Finding.wrong(KEY, advice, "check kalshi.api-key-id and the private key")
                    : Finding.wrong(KEY, advice.substring(0, end), advice.substring(end + 2));
        }
        return Finding.wrong(
                KEY, String.valueOf(refused.getMessage()), "try again later; Caravan goes on trying by itself");
    }

    private static String budget(JsonNode budget) {
        return "%s tokens a second, %s at once"
                .formatted(
                        budget.path("refill_rate").asText("?"),
                        budget.path("bucket_capacity").asText("?"));
    }

    private Finding scopes() {
        JsonNode keys;
        try {
            keys = exchange.json(Operations.named("GetApiKeys"), Map.of()).path("api_keys");
        } catch (KalshiException refused) {
            return Finding.open(SCOPES, "not told: " + refused.getMessage());
        }
        List<String> scopes = StreamSupport.stream(keys.spliterator(), false)
                .filter(key -> key.path("api_key_id").asText().equals(keyId))
                .flatMap(key -> StreamSupport.stream(key.path("scopes").spliterator(), false))
                .map(JsonNode::asText)
                .toList();
        if (scopes.isEmpty()) {
            return Finding.open(SCOPES, "the exchange names none for this key");
        }
        String named = scopes.stream().collect(Collectors.joining(", "));
        boolean writes = scopes.stream().anyMatch(scope -> scope.startsWith("write"));
        if (trades) {
            return scopes.stream().anyMatch(scope -> scope.equals("write") || scope.equals("write::trade"))
                    ? Finding.well(SCOPES, named)
                    : Finding.wrong(
                            SCOPES,
                            "trading.enabled is true, and the key may not trade: " + named,
                            "make a key with the scope write, or set trading.enabled = false");
        }
        return writes && !environment.equals("sandbox")
                ? Finding.advice(
                        SCOPES,
                        named + ": more than is needed",
                        "make a key that may only read: this program sends no orders while trading.enabled is false")
                : Finding.well(SCOPES, named);
    }
}
