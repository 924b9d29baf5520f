package caravan.kalshi.wire;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.StreamMessage;
import caravan.model.Unreadable;

/** What the tests of single messages have in common. */
final class Decoding {
    private static final StreamDecoder DECODER = new StreamDecoder();

    private Decoding() {}

    static StreamMessage decode(String frame) {
        return DECODER.decode(frame, false).message();
    }

    static StreamMessage decodeYesPrices(String frame) {
        return DECODER.decode(frame, true).message();
    }

    static Unreadable unreadable(String frame) {
        StreamDecoder.Decoded decoded = DECODER.decode(frame, false);
        assertThat(decoded.type()).as(frame).isEqualTo("unreadable");
        return (Unreadable) decoded.message();
    }
}
