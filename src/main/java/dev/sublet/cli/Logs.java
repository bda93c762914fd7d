package dev.sublet.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Commands are quiet: they log warnings only. The daemon tells what it does. */
final class Logs {
    private Logs() {}

    static void talk() {
        if (LoggerFactory.getLogger("dev.sublet") instanceof Logger logger) {
            logger.setLevel(Level.INFO);
        }
    }

    /** Not even warnings: for commands whose only word is their answer. */
    static void silence() {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger logger) {
            logger.setLevel(Level.ERROR);
        }
        if (LoggerFactory.getLogger("dev.sublet") instanceof Logger logger) {
            logger.setLevel(Level.ERROR);
        }
    }
}
