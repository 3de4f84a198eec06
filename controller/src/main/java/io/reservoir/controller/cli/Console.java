package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.ConsoleView;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.model.vee.VeeId;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code console}: shows what the guest of a VEE printed. */
@Command(
        name = "console",
        description = "Show what the guest of a VEE printed on its console; the last 64 KiB unless told otherwise.",
        footer = {
            "",
            "On a terminal, control characters are shown and not obeyed; elsewhere, all is as it was printed.",
            "With -o json, it is a document; with --all and --follow, one on a line of its own for each part."
        })
final class Console implements Callable<Integer> {
    private static final Duration POLL = Duration.ofSeconds(1);

    /** So that one who reads much is no more than a server takes of anybody. */
    private static final Duration BETWEEN_PARTS = Duration.ofMillis(25);

    private final Terminal terminal;
    private final Printable printable = new Printable();

    @Mixin
    private final ServerOption serverOption = new ServerOption();

    @Mixin
    private final ServiceOption serviceOption = new ServiceOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "VEE", description = "Such as 'C1[3]'; quote it for the shell.")
    private String vee = "";

    @ArgGroup
    private Extent extent = new Extent();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as it prints more, until Ctrl-C.")
    private boolean follow;

    private boolean endsInLine = true;

    /** Said once, not at every try. */
    private String lastTrouble = "";

    /** How much of it. */
    static final class Extent {
        @Option(names = "--tail", paramLabel = "LINES", description = "The last so many lines of them; 0 for none.")
        private @Nullable Integer tail;

        @Option(names = "--all", description = "All that its host keeps, from the first line on.")
        private boolean all;
    }

    Console(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var replica = Replica.required(vee);
        if (extent.tail != null && extent.tail < 0) {
            throw Refusal.usage("--tail counts from 0", null);
        }
        try (var site = new ServerSite(serverOption.connect(terminal))) {
            var service = replica.serviceIn(site, serviceOption);
            var asked = new Asked(site, service, replica);
            var view = asked.first(extent);
            if (view.from() > 0 && extent.tail == null && !output.isJson()) {
                terminal.tell("note: " + view.from() + " bytes before this are left out; --all shows them");
            }
            show(view);
            if (extent.all) {
                view = rest(asked, view);
            }
            while (follow && !terminal.out().checkError()) {
                Thread.sleep(POLL);
                view = rest(asked, next(asked, view));
            }
        } catch (InterruptedException e) {
            terminal.tell("");
        }
        if (terminal.interactive() && !endsInLine) {
            terminal.print("\n");
        }
        return Exit.OK;
    }

    /** One VEE of one server. */
    private record Asked(ServerSite site, String service, Replica replica) {
        ConsoleView first(Extent extent) {
            var view = site.about(service, () -> get(extent.all ? Long.valueOf(0) : null, extent.tail));
            var life = replica.life();
            if (life != null && life != VeeId.parse(view.vee()).incarnation()) {
                throw Refusal.of(
                        replica.name() + "#" + life + " is not there any more",
                        Replica.shown(view.vee()) + " is, on " + view.host());
            }
            return view;
        }

        ConsoleView from(long from) {
            return get(from, null);
        }

        private ConsoleView get(@Nullable Long from, @Nullable Integer lines) {
            var path = new Query(Paths.of(Paths.CONSOLE, service, replica.component(), replica.ordinal()))
                    .with("from", from)
                    .with("lines", lines)
                    .toString();
            return site.server().get(path, ConsoleView.class);
        }
    }

    /** What is there behind a part, shown; the last part of it. */
    private ConsoleView rest(Asked asked, ConsoleView part) throws InterruptedException {
        var last = part;
        while (last.next() < last.kept() && !last.text().isEmpty()) {
            Thread.sleep(BETWEEN_PARTS);
            last = next(asked, last);
        }
        return last;
    }

    /** The part behind that one, shown; one without anything while it cannot be told and is followed. */
    private ConsoleView next(Asked asked, ConsoleView before) {
        try {
            var view = asked.from(before.next());
            if (!view.vee().equals(before.vee()) || !view.host().equals(before.host())) {
                terminal.tell("it is " + Replica.shown(view.vee()) + " on " + view.host() + " now");
                view = asked.from(0);
            } else if (view.from() < before.next()) {
                terminal.tell("its host has begun anew");
            }
            lastTrouble = "";
            if (!view.text().isEmpty()) {
                show(view);
            }
            return view;
        } catch (ProblemReply e) {
            if (!follow || !isForLater(e.problem().status())) {
                throw e;
            }
            return nothing(before, e.problem().detail());
        } catch (Refusal e) {
            if (!follow) {
                throw e;
            }
            return nothing(before, e.message());
        }
    }

    private static boolean isForLater(int status) {
        return status / 100 == 5 || status == 429;
    }

    private ConsoleView nothing(ConsoleView before, String why) {
        if (!why.equals(lastTrouble)) {
            lastTrouble = why;
            terminal.tell(why + "; trying again");
        }
        return new ConsoleView(before.vee(), before.host(), "", before.next(), before.next(), before.next());
    }

    private void show(ConsoleView view) {
        if (output.isJson()) {
            var document = follow || extent.all ? Json.line(view) : Json.pretty(view);
            terminal.print(Printable.inJson(document) + "\n");
        } else {
            terminal.print(terminal.interactive() ? printable.of(view.text()) : view.text());
            endsInLine = view.text().isEmpty() || view.text().endsWith("\n");
        }
    }
}
