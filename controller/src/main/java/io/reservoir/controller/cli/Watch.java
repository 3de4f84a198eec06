package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.EntryView;
import io.reservoir.controller.api.view.Paths;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code watch}: shows what happens, as it happens. */
@Command(
        name = "watch",
        description = "Show what happens, as it happens, until Ctrl-C.",
        footer = {
            "",
            "On a terminal, the components of a service stand below and are kept up to date.",
            "With -o json, each event is a document on a line of its own."
        })
final class Watch implements Callable<Integer> {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Terminal terminal;

    @Mixin
    private final ServerOption serverOption = new ServerOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(paramLabel = "SERVICE", arity = "0..1", description = "Only that service.")
    private @Nullable String service;

    private @Nullable String lastEvent;
    private Duration pause = SHORTEST_PAUSE;

    Watch(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (var site = new ServerSite(serverOption.connect(terminal))) {
            var names = site.names();
            if (service != null) {
                Names.require(service, names);
            }
            var shown = service == null && names.size() == 1 ? names.getFirst() : service;
            try (var screen = new WatchScreen(terminal, site, shown)) {
                watch(site, screen);
            }
        } catch (InterruptedException e) {
            terminal.tell("");
        }
        return Exit.OK;
    }

    /** The first connection must work; later ones are tried until they do. */
    private void watch(ServerSite site, WatchScreen screen) throws InterruptedException {
        receive(site, screen);
        while (!terminal.out().checkError()) {
            terminal.tell("the connection ended; trying again in " + pause.toSeconds() + " s");
            Thread.sleep(pause);
            var twice = pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
            retry(site, screen);
        }
    }

    private void retry(ServerSite site, WatchScreen screen) {
        try {
            receive(site, screen);
        } catch (Refusal e) {
            Failures.tell(e.message(), null, terminal);
        } catch (ProblemReply e) {
            Failures.tell(e.problem(), null, terminal);
        }
    }

    /** Shows events until the connection ends. */
    private void receive(ServerSite site, WatchScreen screen) {
        var server = site.server();
        var request = server.request(
                        new Query(Paths.EVENTS).with("service", service).toString())
                .header("Accept", "text/event-stream");
        if (lastEvent != null) {
            request.header("Last-Event-ID", lastEvent);
        }
        var reply = server.exchange(request.build(), BodyHandlers.ofLines());
        try (Stream<String> lines = reply.body()) {
            if (reply.statusCode() != 200) {
                throw server.problem(reply.statusCode(), Server.contentType(reply), String.join("\n", lines.toList()));
            }
            if (!output.isJson()) {
                screen.begin();
            }
            var events = new Events();
            var iterator = lines.iterator();
            while (iterator.hasNext()) {
                var event = events.take(iterator.next());
                if (event != null) {
                    pause = SHORTEST_PAUSE;
                    lastEvent = event.id() == null ? lastEvent : event.id();
                    show(event, server, screen);
                }
                if (terminal.out().checkError()) {
                    return;
                }
            }
        } catch (UncheckedIOException e) {
            // the connection broke: as good as ended
        }
    }

    private void show(Events.Event event, Server server, WatchScreen screen) {
        var entry = Json.read(event.data(), EntryView.class, server.address().toString());
        if (output.isJson()) {
            Json.printLine(terminal, entry);
        } else {
            screen.show(entry);
        }
    }
}
