package caravan.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** Applies {@code caravan.log}, and keeps secrets out of the log. */
final class Logging {
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug");

    private Logging() {}

    static void apply(Settings settings) {
        String level = level(settings);
        Secrets.remember(settings.secrets());
        if (LoggerFactory.getLogger("caravan") instanceof Logger logger) {
            logger.setLevel(Level.valueOf(level));
        }
    }

    /** Returns {@code caravan.log} when it is one of the levels. */
    static String level(Settings settings) {
        String level = settings.text("caravan.log").toLowerCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw new BadInputException(
                    "caravan.log: expected error, warn, info or debug, found '%s'".formatted(level));
        }
        return level;
    }

    /** Writes the log to a file, for a command that needs the terminal for itself. */
    static void toFile(Settings settings, Path file) {
        apply(settings);
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.iteratorForAppenders().forEachRemaining(appender -> {
                if (appender instanceof ConsoleAppender<?> console) {
                    FileAppender<ILoggingEvent> log = new FileAppender<>();
                    log.setContext(root.getLoggerContext());
                    log.setFile(file.toString());
                    log.setAppend(false);
                    log.setEncoder(encoder(console));
                    log.start();
                    root.addAppender(log);
                    root.detachAppender(console.getName());
                }
            });
        }
    }

    @SuppressWarnings("unchecked") // The root logger's appenders are of events.
    private static Encoder<ILoggingEvent> encoder(ConsoleAppender<?> console) {
        return (Encoder<ILoggingEvent>) console.getEncoder();
    }

    /** Keeps the log apart from what a command prints, and to what is wrong. */
    static void aside(Settings settings) {
        aside(settings, Level.WARN);
    }

    /** The same, for a command that itself says what would be warned of. */
    static void quiet(Settings settings) {
        aside(settings, Level.ERROR);
    }

    private static void aside(Settings settings, Level level) {
        Secrets.remember(settings.secrets());
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.iteratorForAppenders().forEachRemaining(appender -> {
                if (appender instanceof ConsoleAppender<?> console) {
                    console.setTarget("System.err");
                    console.start();
                }
            });
        }
        if (LoggerFactory.getLogger("caravan") instanceof Logger logger) {
            logger.setLevel(level);
        }
    }
}
