package caravan.recording;

import caravan.model.StreamMessage;

/** Reads the text of a frame again, when it comes back from the spool. */
@FunctionalInterface
public interface FrameDecoder {
    /**
     * Decodes one frame; what cannot be read becomes {@link caravan.model.Unreadable}.
     *
     * @param yesPrices whether NO prices were asked for as YES prices on the frame's connection
     */
    StreamMessage decode(String text, boolean yesPrices);
}
