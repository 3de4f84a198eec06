package io.reservoir.controller.cli;

import io.reservoir.controller.explain.Table.Cell;
import io.reservoir.controller.explain.Words;
import io.reservoir.model.vee.VeePhase;

/** Colours, where there may be any. */
record Style(boolean isOn) {
    private static final String ESCAPE = "\u001b[";

    String bold(String text) {
        return painted("1", text);
    }

    /** The first line says it all. */
    String firstLineBold(String text) {
        var end = text.indexOf('\n');
        return bold(text.substring(0, end)) + text.substring(end);
    }

    String dim(String text) {
        return painted("2", text);
    }

    String red(String text) {
        return painted("31", text);
    }

    String green(String text) {
        return painted("32", text);
    }

    String yellow(String text) {
        return painted("33", text);
    }

    String cyan(String text) {
        return painted("36", text);
    }

    private String painted(String code, String text) {
        return isOn && !text.isEmpty() ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }

    /** The word for a phase: good is green, what needs a look is red. */
    Cell phase(VeePhase phase) {
        return new Cell(Words.of(phase), text -> switch (phase) {
            case READY -> green(text);
            case STARTING, DRAINING, STOPPING, PENDING, HELD -> yellow(text);
            case FAILED, UNKNOWN -> red(text);
            case GONE -> dim(text);
        });
    }

    /** A count that is bad unless it is 0. */
    Cell bad(int count) {
        return new Cell(Integer.toString(count), text -> count == 0 ? text : red(text));
    }
}
