package caravan.kalshi.wire;

import caravan.model.Rejection;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the exchange says about a refused request.
 *
 * <p>It says so in four shapes: {@code {"error":{"code":…}}}, {@code {"code":…}}, {@code {"msg":…}} and
 * {@code {"error":"…"}}. Anything else, such as a page of a proxy, has neither code nor details.
 *
 * @param code the word to decide by; empty when there is none
 */
public record ErrorBody(String code, String message, String details) {
    private static final int LONGEST = 200;

    /** Reads the body of an answer. */
    public static ErrorBody read(byte[] body) {
        JsonNode json;
        try {
            json = RestDecoder.read(body);
        } catch (WireFormatException noJson) {
            return new ErrorBody("", "", "");
        }
        JsonNode error = json.path("error");
        return of(error.isMissingNode() || error.isNull() ? json : error);
    }

    /** Reads an error that stands for itself: a text, or an object with code, message and details. */
    static ErrorBody of(JsonNode source) {
        if (source.isTextual()) {
            return new ErrorBody("", clean(source), "");
        }
        JsonNode message = source.hasNonNull("message") ? source.path("message") : source.path("msg");
        return new ErrorBody(clean(source.path("code")), clean(message), clean(source.path("details")));
    }

    /** Keeps foreign text on one line of a log, and short. */
    private static String clean(JsonNode text) {
        String oneLine = text.asText("").replaceAll("\\p{Cntrl}+", " ").strip();
        return oneLine.length() <= LONGEST ? oneLine : oneLine.substring(0, LONGEST) + "…";
    }

    /** What it means. */
    public Rejection rejection() {
        return Rejection.of(code, message, details);
    }

    /** All that was said, for a person. */
    @Override
    public String toString() {
        return rejection().text();
    }
}
