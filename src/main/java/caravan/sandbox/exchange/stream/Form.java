package caravan.sandbox.exchange.stream;

import java.util.Locale;

/** How the stream writes prices and counts; the exchange changed that in March 2026. */
public enum Form {
    /** Strings of dollars and contracts, as since 12 March 2026. */
    CURRENT,
    /** Whole cents and whole contracts, as until October 2025. */
    LEGACY,
    /** Both at once, as in between. */
    TRANSITIONAL;

    boolean hasStrings() {
        return this != LEGACY;
    }

    boolean hasIntegers() {
        return this != CURRENT;
    }

    /** In lower case, as settings and switches name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a form by its word.
     *
     * @throws IllegalArgumentException if there is no such form
     */
    public static Form of(String word) {
        for (Form form : values()) {
            if (form.word().equals(word)) {
                return form;
            }
        }
        throw new IllegalArgumentException("form must be current, legacy or transitional, was " + word);
    }
}
