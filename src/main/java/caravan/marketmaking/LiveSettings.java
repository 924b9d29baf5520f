package caravan.marketmaking;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings as the files have them now; where those cannot be used, the last ones that could. Thread-safe. */
public final class LiveSettings {
    private static final Logger LOG = LoggerFactory.getLogger("caravan.marketmaking");

    private final Supplier<MakingSettings> source;
    private volatile MakingSettings last;
    private @Nullable String told;

    /**
     * Reads them for the first time.
     *
     * @throws IllegalArgumentException if they cannot be used
     */
    public LiveSettings(Supplier<MakingSettings> source) {
        this.source = source;
        this.last = source.get();
    }

    /** Reads them again. What is wrong is told once. */
    public synchronized MakingSettings read() {
        try {
            last = source.get();
            told = null;
        } catch (RuntimeException wrong) {
            String reason = String.valueOf(wrong.getMessage()).replace("\n", "; ");
            if (!reason.equals(told)) {
                LOG.warn("Market making goes on with the settings that it had: {}", reason);
            }
            told = reason;
        }
        return last;
    }

    /** As they were read last; does not wait for who reads them now. */
    public MakingSettings last() {
        return last;
    }
}
