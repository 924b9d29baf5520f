package caravan.sandbox.simulation;

import caravan.sandbox.engine.Engine;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;

/** Lets things happen again and again, at random times. How often is scaled for all of them together. */
final class Tempo {
    private static final double MICROS = 1_000_000;
    /** Later than anybody waits, and far from an overflow. */
    private static final double LONGEST = 1e15;

    private final Engine engine;
    private final Set<Pulse> pulses = new LinkedHashSet<>();
    private double intensity;

    Tempo(Engine engine, double intensity) {
        this.engine = engine;
        this.intensity = intensity;
    }

    /** How many things go on. */
    int size() {
        return pulses.size();
    }

    /** Scales all rates from now on. */
    void intensity(double factor) {
        intensity = factor;
        pulses.forEach(Pulse::next);
    }

    /**
     * Begins to do something at the times of a Poisson process.
     *
     * @param perSecond how often on average, at an intensity of 1
     */
    Pulse every(double perSecond, SplittableRandom random, Runnable action) {
        Pulse pulse = new Pulse(perSecond, random, action);
        pulses.add(pulse);
        pulse.next();
        return pulse;
    }

    /** Does something once, after a random time that the intensity scales. */
    void soon(double seconds, SplittableRandom random, Runnable action) {
        if (intensity > 0) {
            engine.at(after(seconds * random.nextExponential()), action);
        }
    }

    private long after(double seconds) {
        return engine.now() + (long) Math.min(LONGEST, 1 + seconds / intensity * MICROS);
    }

    /** Something that goes on until it is stopped. */
    final class Pulse {
        private final double perSecond;
        private final SplittableRandom random;
        private final Runnable action;
        /** What was scheduled before the last change of intensity does not count. */
        private long serial;

        private Pulse(double perSecond, SplittableRandom random, Runnable action) {
            this.perSecond = perSecond;
            this.random = random;
            this.action = action;
        }

        void stop() {
            serial++;
            pulses.remove(this);
        }

        private void next() {
            long mine = ++serial;
            if (intensity > 0 && perSecond > 0) {
                engine.at(after(random.nextExponential() / perSecond), () -> {
                    if (serial == mine) {
                        action.run();
                        if (serial == mine) {
                            next();
                        }
                    }
                });
            }
        }
    }
}
