package io.reservoir.controller.cli;

import io.reservoir.controller.replay.Scenario;
import io.reservoir.controller.replay.TraceRun;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.reading.Numbers;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeePhase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run as it goes: a line that changes on a terminal, a line for each six hours of load elsewhere. Keeps pace
 * with the time of day where that is wanted.
 */
final class DemoProgress implements TraceRun.Watcher {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration BETWEEN_LINES = Duration.ofHours(6);
    private static final long BETWEEN_REDRAWS_NANOS = 100_000_000;

    private final Scenario scenario;
    private final Terminal terminal;
    private final boolean realtime;
    private long drawnNanos = System.nanoTime();
    private Instant nextLine;
    private @Nullable Decision lastChange;

    DemoProgress(Scenario scenario, Terminal terminal, boolean realtime) {
        this.scenario = scenario;
        this.terminal = terminal;
        this.realtime = realtime;
        nextLine = scenario.start();
        terminal.tell("replaying " + TIME.format(scenario.start()) + " to " + TIME.format(scenario.end()) + " UTC of "
                + scenario.service() + " (" + scenario.file() + ") on six simulated hosts");
    }

    @Override
    public void ticked(TraceRun.Moment moment) {
        for (var decision : moment.decisions()) {
            if (decision.changes()) {
                lastChange = decision;
            }
        }
        if (terminal.interactive()) {
            redraw(moment);
        } else if (realtime || !moment.at().isBefore(nextLine)) {
            nextLine = moment.at().plus(BETWEEN_LINES);
            terminal.tell(line(moment));
        }
        if (realtime) {
            pause();
        }
    }

    private void redraw(TraceRun.Moment moment) {
        var now = System.nanoTime();
        if (realtime || now - drawnNanos > BETWEEN_REDRAWS_NANOS) {
            drawnNanos = now;
            var line = line(moment);
            var width = terminal.width() - 1;
            terminal.err().print("\r\u001b[K" + (line.length() > width ? line.substring(0, width) : line));
            terminal.err().flush();
        }
    }

    /** The line that changes makes place for the summary. */
    void end() {
        if (terminal.interactive()) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
    }

    private String line(TraceRun.Moment moment) {
        var text = new StringBuilder(TIME.format(moment.at()));
        var feed = scenario.feeds().getFirst();
        var load = scenario.trace().valueAt(moment.at()).orNaN() * feed.factor();
        text.append(String.format(Locale.ROOT, "  %s %s", feed.metric(), Double.isNaN(load) ? "unknown" : count(load)));
        for (var component : scenario.program().spec().components()) {
            var state = moment.image().states().get(Variable.replicas(component.name()));
            var ready = moment.image().veesOf(component.name()).stream()
                    .map(Vee::phase)
                    .filter(phase -> phase == VeePhase.READY)
                    .count();
            text.append(String.format(
                    Locale.ROOT, "  %s %d/%s", component.name(), ready, state == null ? "?" : count(state.current())));
        }
        if (lastChange != null) {
            text.append("  ").append(change(lastChange));
        }
        return text.toString();
    }

    private static String change(Decision decision) {
        return decision.variable() + " " + Numbers.plain(decision.from()) + "→" + Numbers.plain(decision.target())
                + ", " + decision.because();
    }

    private static String count(double number) {
        return String.format(Locale.ROOT, "%,d", Math.round(number));
    }

    private static void pause() {
        try {
            Thread.sleep(Scenario.TICK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
