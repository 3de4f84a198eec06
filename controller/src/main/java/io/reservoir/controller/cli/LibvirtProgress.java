package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.ComponentView;
import io.reservoir.controller.api.view.DecisionView;
import io.reservoir.controller.api.view.ServiceView;
import io.reservoir.controller.lab.Traffic;
import io.reservoir.model.reading.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows a run on real guests as it goes: a line that changes on a terminal, a line every five seconds elsewhere. */
final class LibvirtProgress {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final Terminal terminal;
    private Instant nextLine = Instant.EPOCH;

    LibvirtProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Something happened that stays on the screen. */
    void tell(String line) {
        clear();
        terminal.tell(line);
    }

    /**
     * How it goes.
     *
     * @param perSecond requests that are being sent
     * @param last the last decision that changed something, null while there is none
     */
    void show(Instant now, ServiceView service, double perSecond, Traffic.Sum sum, @Nullable DecisionView last) {
        if (terminal.interactive()) {
            var line = line(now, service, perSecond, sum, last);
            var width = terminal.width() - 1;
            clear();
            terminal.err().print(line.length() > width ? line.substring(0, width) : line);
            terminal.err().flush();
        } else if (!now.isBefore(nextLine)) {
            nextLine = now.plus(BETWEEN_LINES);
            terminal.tell(line(now, service, perSecond, sum, last));
        }
    }

    /** The line that changes makes place. */
    void clear() {
        if (terminal.interactive()) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
    }

    private static String line(
            Instant now, ServiceView service, double perSecond, Traffic.Sum sum, @Nullable DecisionView last) {
        var text = new StringBuilder(TIME.format(now));
        text.append(String.format(
                Locale.ROOT,
                "  %.1f req/s  %,d served, %d failed, p95 %,d ms",
                perSecond,
                sum.served(),
                sum.failed(),
                sum.p95().toMillis()));
        for (ComponentView component : service.components()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %s %d/%s",
                    component.name(),
                    component.ready(),
                    component.target() == null ? "?" : component.target()));
        }
        if (last != null) {
            text.append("  ")
                    .append(last.variable())
                    .append(' ')
                    .append(Numbers.plain(last.from()))
                    .append("→")
                    .append(Numbers.plain(last.target()))
                    .append(", ")
                    .append(last.because());
        }
        return text.toString();
    }
}
