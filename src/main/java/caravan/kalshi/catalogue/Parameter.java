package caravan.kalshi.catalogue;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What an operation can be given.
 *
 * @param place where in the request it goes
 * @param required whether the exchange refuses a request without it
 * @param values what it may be; empty where anything of its type is
 * @param defaultValue what the exchange takes without it
 * @param description one line, for people
 * @param fields of which each item consists, for {@link Type#OBJECT}
 */
public record Parameter(
        String name,
        Place place,
        Type type,
        Listing list,
        boolean required,
        List<String> values,
        OptionalLong minimum,
        OptionalLong maximum,
        Optional<String> defaultValue,
        String description,
        List<Parameter> fields) {

    /** Where in a request something goes. */
    public enum Place {
        PATH,
        QUERY,
        BODY
    }

    /** What a value looks like. */
    public enum Type {
        TEXT("text"),
        INTEGER("whole number"),
        /** Seconds since 1970, UTC. */
        SECONDS("Unix seconds"),
        BOOLEAN("true or false"),
        /** Dollars as a decimal text. */
        DOLLARS("dollars"),
        /** Contracts as a decimal text, in hundredths. */
        CONTRACTS("contracts"),
        OBJECT("JSON");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        /** How people call it. */
        public String words() {
            return words;
        }
    }

    /** How several values are written. */
    public enum Listing {
        /** There is only one. */
        NONE,
        /** With commas between them. */
        COMMA,
        /** Each as a query parameter of its own. */
        REPEATED,
        /** As a list in the JSON body. */
        ARRAY
    }

    /** The parameter as the catalogue's file says it, with what goes without saying left out. */
    record Entry(
            String name,
            @Nullable Place in,
            @Nullable Type type,
            @Nullable Listing list,
            boolean required,
            @Nullable List<String> values,
            @Nullable Long minimum,
            @Nullable Long maximum,
            @Nullable String defaultValue,
            @Nullable String description,
            @Nullable List<Entry> fields) {
        /** @param glossary what a parameter of that name means wherever it does not say so itself */
        Parameter parameter(Map<String, String> glossary) {
            String words = requireNonNullElse(description, glossary.getOrDefault(name, ""));
            return new Parameter(
                    name,
                    requireNonNullElse(in, Place.BODY),
                    requireNonNullElse(type, Type.TEXT),
                    requireNonNullElse(list, Listing.NONE),
                    required,
                    requireNonNullElse(values, List.of()),
                    minimum == null ? OptionalLong.empty() : OptionalLong.of(minimum),
                    maximum == null ? OptionalLong.empty() : OptionalLong.of(maximum),
                    Optional.ofNullable(defaultValue),
                    words,
                    requireNonNullElse(fields, List.<Entry>of()).stream()
                            .map(field -> field.parameter(glossary))
                            .toList());
        }
    }

    /** Whether several values may be given. */
    public boolean isList() {
        return list != Listing.NONE;
    }

    /** What may be given, in a few words, for example {@code whole number, 1 to 1000}. */
    public String allowed() {
        String what = values.isEmpty() ? type.words() : "one of " + String.join(", ", values);
        if (minimum.isPresent() && maximum.isPresent()) {
            what += ", " + minimum.getAsLong() + " to " + maximum.getAsLong();
        } else if (minimum.isPresent()) {
            what += ", at least " + minimum.getAsLong();
        }
        return isList() ? what + "; several" : what;
    }
}
