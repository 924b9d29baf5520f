package caravan.orders;

import caravan.model.OrderRequest;
import java.util.Locale;

/** What is asked of the exchange. */
enum Kind {
    CREATE,
    EXIT,
    AMEND,
    RENEW,
    DECREASE,
    CANCEL;

    static Kind of(OrderRequest request) {
        if (request instanceof OrderRequest.Create) {
            return CREATE;
        } else if (request instanceof OrderRequest.Exit) {
            return EXIT;
        } else if (request instanceof OrderRequest.Amend) {
            return AMEND;
        } else if (request instanceof OrderRequest.Renew) {
            return RENEW;
        }
        return request instanceof OrderRequest.Decrease ? DECREASE : CANCEL;
    }

    boolean places() {
        return this == CREATE || this == EXIT;
    }

    boolean amends() {
        return this == AMEND || this == RENEW;
    }

    boolean reduces() {
        return this == DECREASE || this == CANCEL;
    }

    /** The operation that carries it out for one order alone. */
    String operation() {
        return switch (this) {
            case CREATE, EXIT -> "CreateOrderV2";
            case AMEND, RENEW -> "AmendOrderV2";
            case DECREASE -> "DecreaseOrderV2";
            case CANCEL -> "CancelOrderV2";
        };
    }

    /** As tables, logs and metrics write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
