package io.reservoir.controller.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** Keeps the libraries' chatter off the terminal of commands that only look at something. */
final class Logs {
    private Logs() {}

    /** Leaves a controller that runs inside of a command to say what is wrong, and no more. */
    static void warningsOnly() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            logback.getLogger("io.reservoir").setLevel(Level.WARN);
        }
    }

    static void quiet() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            logback.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
        }
    }
}
