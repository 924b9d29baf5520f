package caravan.risk;

/**
 * What a check says of one request.
 *
 * @param check the check's name, for example {@code max-position}
 * @param reason what the limit is and what was found; empty where the request passes
 */
public record Verdict(String check, String reason) {
    /** The check has nothing against it. */
    static Verdict passes(String check) {
        return new Verdict(check, "");
    }

    static Verdict denies(String check, String reason) {
        return new Verdict(check, reason);
    }

    public boolean isDenied() {
        return !reason.isEmpty();
    }
}
