package caravan.orders;

import java.util.List;

/** What is sent in one request. */
public record Batch(List<Sent> sent) {
    public Batch {
        sent = List.copyOf(sent);
        if (sent.isEmpty()) {
            throw new IllegalArgumentException("expected something to send, found nothing");
        }
    }

    /** The exchange's operation. */
    public String operation() {
        Kind kind = sent.get(0).kind();
        if (sent.size() == 1) {
            return kind.operation();
        }
        return kind == Kind.CANCEL ? "BatchCancelOrdersV2" : "BatchCreateOrdersV2";
    }

    /** The submission, or a list of them. */
    public Object body() {
        return sent.size() == 1
                ? sent.get(0).submission()
                : sent.stream().map(Sent::submission).toList();
    }
}
