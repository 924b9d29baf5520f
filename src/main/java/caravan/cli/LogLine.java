package caravan.cli;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;

/** The text of a log line: the message and the deepest cause on one line, without secrets and without a stack. */
public final class LogLine extends ThrowableHandlingConverter {
    @Override
    public String convert(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        String text = event.getFormattedMessage();
        if (thrown != null) {
            while (thrown.getCause() != null && thrown.getCause() != thrown) {
                thrown = thrown.getCause();
            }
            String name = thrown.getClassName().substring(thrown.getClassName().lastIndexOf('.') + 1);
            text += " (" + name + ": " + thrown.getMessage() + ")";
        }
        return Secrets.mask(text).replaceAll("\\s*\\R\\s*", " | ");
    }
}
