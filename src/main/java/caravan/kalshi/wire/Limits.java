package caravan.kalshi.wire;

import caravan.model.AccountLimits;
import caravan.model.AccountLimits.Rate;
import caravan.model.RequestCosts;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Translates what the exchange says about how much may be asked of it. */
final class Limits {
    private Limits() {}

    static AccountLimits limits(JsonNode answer) {
        return new AccountLimits(
                answer.path("usage_tier").asText("unknown"),
                rate(RestDecoder.object(answer, "read")),
                rate(RestDecoder.object(answer, "write")));
    }

    private static Rate rate(JsonNode bucket) {
        return new Rate(tokens(bucket, "refill_rate"), tokens(bucket, "bucket_capacity"));
    }

    static RequestCosts costs(JsonNode answer) {
        List<RequestCosts.Cost> exceptions = new ArrayList<>();
        for (JsonNode item : RestDecoder.list(answer, "endpoint_costs")) {
            exceptions.add(new RequestCosts.Cost(
                    item.path("method").asText(""), item.path("path").asText(""), tokens(item, "cost")));
        }
        return new RequestCosts(tokens(answer, "default_cost"), exceptions);
    }

    private static int tokens(JsonNode object, String name) {
        JsonNode number = object.path(name);
        if (!number.canConvertToInt() || !number.isIntegralNumber() || number.intValue() <= 0) {
            throw new WireFormatException("expected a whole number above 0 in '" + name + "', found "
                    + (number.isMissingNode() ? "none" : number));
        }
        return number.intValue();
    }
}
