package caravan.notifications;

import caravan.model.Market;
import caravan.model.Outcome;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what a side of a market stands for, as a person would, for example {@code YES – Notre Dame}. */
final class Sides {
    private static final Pattern VERSUS =
            Pattern.compile("(.+?)\\s+(?:vs\\.?|versus)\\s+(.+?)(?:\\s+winner)?\\s*\\??", Pattern.CASE_INSENSITIVE);
    private static final Pattern WILL = Pattern.compile("will\\s.*\\?", Pattern.CASE_INSENSITIVE);

    private Sides() {}

    static String describe(Outcome outcome, String ticker, @Nullable Market market) {
        String meaning = meaning(outcome, ticker, market);
        return meaning == null ? outcome.name() : outcome.name() + " – " + Amounts.oneLine(meaning);
    }

    private static @Nullable String meaning(Outcome outcome, String ticker, @Nullable Market market) {
        if (ticker.toUpperCase(Locale.ROOT).endsWith("-TIE")) {
            return of(outcome, "Tie");
        }
        if (market == null) {
            return null;
        }
        String yes = market.yesSubTitle();
        String no = market.noSubTitle();
        if (outcome == Outcome.NO && isSet(no) && !no.strip().equals(yes == null ? "" : yes.strip())) {
            return no;
        }
        if (isSet(yes)) {
            return of(outcome, yes);
        }
        return isSet(market.title()) ? fromTitle(outcome, ticker, Amounts.oneLine(market.title())) : null;
    }

    private static @Nullable String fromTitle(Outcome outcome, String ticker, String title) {
        Matcher versus = VERSUS.matcher(title);
        if (versus.matches()) {
            String name = named(ticker.substring(ticker.lastIndexOf('-') + 1), versus.group(1), versus.group(2));
            return name == null ? null : of(outcome, name);
        }
        if (WILL.matcher(title).matches()) {
            return outcome == Outcome.YES ? "it will" : "it will not";
        }
        return null;
    }

    /**
     * Which of two names the last part of the ticker means.
     *
     * @return null when that is not certain: no name is better than the wrong one
     */
    private static @Nullable String named(String code, String one, String other) {
        boolean isOne = standsFor(code, one);
        boolean isOther = standsFor(code, other);
        return isOne == isOther ? null : isOne ? one : other;
    }

    private static boolean standsFor(String code, String name) {
        String[] words = name.toUpperCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+");
        String initials = Arrays.stream(words)
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1))
                .collect(Collectors.joining());
        String wanted = code.toUpperCase(Locale.ROOT);
        return wanted.length() > 1
                && (initials.equals(wanted) || String.join("", words).startsWith(wanted));
    }

    private static String of(Outcome outcome, String name) {
        return outcome == Outcome.YES ? name : "not " + name;
    }

    private static boolean isSet(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
