package caravan.alerts;

import java.time.Instant;
import java.util.List;

/** One reason to tell a person. Used by one thread at a time. */
interface Rule {
    /**
     * Looks at something that happened.
     *
     * @param news a message of the stream, or another word of the model; most are none of this rule's business
     */
    List<Alert> news(Object news, Instant now);

    /** Looks at what time has brought about, about once a second. */
    default List<Alert> timePasses(Instant now) {
        return List.of();
    }
}
