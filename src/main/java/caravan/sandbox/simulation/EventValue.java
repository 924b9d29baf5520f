package caravan.sandbox.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What the markets of one event are worth: probabilities whose log-odds diffuse and jump.
 *
 * <p>Where at most one market can resolve to yes, their values and that of no answer add up to one. Otherwise the markets
 * ask for more or less of the same thing and move together, so a higher strike is never worth more than a lower one. The
 * nearer the close, the faster they move, so most are all but decided when they close. Until then they are drawn back to
 * where they began, the more the wilder they are: a market that is decided early is no market.
 */
final class EventValue {
    private static final double FARTHEST = 6;
    /** The variance of log-odds in the long run, the close aside. */
    private static final double WANDERING = 2;

    private static final double LEAST_REST = 0.005;
    /** Hours before the close from which on it gets no wilder. */
    private static final double LAST = 0.01;

    private final boolean exclusive;
    private final Mood mood;
    private final SplittableRandom random;
    /** Apart, so that the answers do not depend on who asks when. */
    private final SplittableRandom answers;

    private final List<String> tickers = new ArrayList<>();
    /** Log-odds, against no answer where exclusive. */
    private final List<Double> odds = new ArrayList<>();

    private final List<Double> beginnings = new ArrayList<>();
    /** As the log-odds have them; empty after they changed. */
    private final List<Double> probabilities = new ArrayList<>();

    private double draw = -1;
    private String winner = "";

    EventValue(boolean exclusive, Mood mood, SplittableRandom random) {
        this.answers = random.split();
        this.exclusive = exclusive;
        this.mood = mood;
        this.random = random;
    }

    /** @param opening a probability for each ticker */
    void add(List<String> added, List<Double> opening) {
        double sum = opening.stream().mapToDouble(Double::doubleValue).sum();
        double rest = Math.max(LEAST_REST, 1 - sum);
        for (int i = 0; i < added.size(); i++) {
            double probability = opening.get(i);
            tickers.add(added.get(i));
            double beginning = StrictMath.log(probability / (exclusive ? rest : 1 - probability));
            odds.add(beginning);
            beginnings.add(beginning);
        }
        probabilities.clear();
    }

    /** Between 0 and 1. */
    double probability(String ticker) {
        if (probabilities.isEmpty()) {
            double sum = 0;
            for (double value : odds) {
                double likelihood = StrictMath.exp(value);
                probabilities.add(likelihood);
                sum += likelihood;
            }
            double all = 1 + sum;
            probabilities.replaceAll(own -> own / (exclusive ? all : 1 + own));
        }
        return probabilities.get(tickers.indexOf(ticker));
    }

    /** Moves the event so that a market is worth so much. */
    void lead(String ticker, double probability) {
        int index = tickers.indexOf(ticker);
        double others = exclusive ? sum() - StrictMath.exp(odds.get(index)) : 0;
        double wanted = StrictMath.log(probability * (1 + others) / (1 - probability));
        if (exclusive) {
            set(index, wanted);
        } else {
            shift(wanted - odds.get(index));
        }
    }

    /**
     * Lets time pass.
     *
     * @param hours the time
     * @param left hours to the close
     */
    void move(double hours, double left) {
        double variance = (mood.volatility * mood.volatility + 1 / Math.max(LAST, left)) * hours;
        double back = Math.min(1, mood.variance() / 2 / WANDERING * hours);
        boolean jumps = random.nextDouble() < mood.jumpsPerHour * hours;
        if (exclusive) {
            int jumping = jumps ? random.nextInt(odds.size()) : -1;
            for (int i = 0; i < odds.size(); i++) {
                set(i, odds.get(i) + back * (beginnings.get(i) - odds.get(i)) + change(variance, i == jumping));
            }
        } else {
            double middle = 1 / (1 + StrictMath.exp(-odds.get(odds.size() / 2)));
            // Keeps the probability itself without a trend.
            double home = back * (beginnings.get(0) - odds.get(0));
            shift(home + (middle - 0.5) * variance + change(variance, jumps));
        }
    }

    /** Whether a market resolves to yes. Decided by chance and its value, consistently for all markets of the event. */
    boolean resolvesToYes(String ticker) {
        if (draw < 0) {
            draw = answers.nextDouble();
            double below = 0;
            for (String candidate : tickers) {
                below += probability(candidate);
                if (winner.isEmpty() && draw < below) {
                    winner = candidate;
                }
            }
        }
        return exclusive ? winner.equals(ticker) : draw < probability(ticker);
    }

    private double change(double variance, boolean jumps) {
        double change = StrictMath.sqrt(variance) * random.nextGaussian();
        return jumps ? change + mood.jump * random.nextGaussian() : change;
    }

    private void shift(double change) {
        double lowest = odds.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double highest = odds.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        // All by the same: they must not change places at the border.
        double allowed = Math.max(-FARTHEST - highest, Math.min(FARTHEST - lowest, change));
        odds.replaceAll(value -> value + allowed);
        probabilities.clear();
    }

    private void set(int index, double value) {
        odds.set(index, Math.max(-FARTHEST, Math.min(FARTHEST, value)));
        probabilities.clear();
    }

    private double sum() {
        double sum = 0;
        for (double value : odds) {
            sum += StrictMath.exp(value);
        }
        return sum;
    }
}
