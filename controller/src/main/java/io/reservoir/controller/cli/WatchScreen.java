package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.EntryView;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lines that scroll and, on a terminal, a table below them that is kept up to date. */
final class WatchScreen implements AutoCloseable {
    private static final Duration REFRESH = Duration.ofSeconds(1);

    private final Terminal terminal;
    private final ServerSite site;
    private final @Nullable String service;
    private final @Nullable Thread refresher;
    private String table = "";
    private int tableLines;
    private boolean stale = true;

    /** @param service whose components are shown, null for none */
    WatchScreen(Terminal terminal, ServerSite site, @Nullable String service) {
        this.terminal = terminal;
        this.site = site;
        this.service = service;
        refresher =
                service != null && terminal.style().isOn() ? Thread.ofVirtual().start(this::refreshForEver) : null;
    }

    void begin() {
        terminal.tell("watching " + (service == null ? "all services" : service) + " at "
                + site.server().address() + "; Ctrl-C ends it");
    }

    synchronized void show(EntryView entry) {
        clear();
        terminal.print(service == null ? EntryLines.withService(entry, terminal) : EntryLines.of(entry, terminal));
        stale = true;
        draw();
    }

    private void refreshForEver() {
        try {
            while (true) {
                refresh();
                Thread.sleep(REFRESH);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The server is asked outside of the lock, so that no event waits for its reply. */
    private void refresh() {
        if (service == null || !isStale()) {
            return;
        }
        try {
            var components = Tables.components(site.service(service), false, terminal.style());
            redraw("\n" + components.cutTo(terminal.width()));
        } catch (Refusal | ProblemReply e) {
            // the stream tells of the same trouble
        }
    }

    private synchronized boolean isStale() {
        return stale;
    }

    private synchronized void redraw(String newTable) {
        clear();
        table = newTable;
        stale = false;
        draw();
    }

    private void draw() {
        if (refresher != null) {
            terminal.print(table);
            tableLines = (int) table.lines().count();
        }
    }

    private void clear() {
        if (tableLines > 0) {
            terminal.print("\u001b[" + tableLines + "A\u001b[J");
            tableLines = 0;
        }
    }

    @Override
    public void close() {
        if (refresher != null) {
            refresher.interrupt();
        }
    }
}
