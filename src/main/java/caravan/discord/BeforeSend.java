package caravan.discord;

import org.apache.camel.Exchange;

/** Is told right before a message may leave; when it fails, the message does not leave. */
@FunctionalInterface
public interface BeforeSend {
    /**
     * Takes note.
     *
     * @param deduplicates whether Discord recognises the message when it comes again within some minutes
     */
    void sending(Exchange exchange, boolean deduplicates);
}
