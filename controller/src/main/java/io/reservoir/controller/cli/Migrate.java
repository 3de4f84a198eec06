package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.VeeView;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code migrate}: lets a VEE go on at another host. */
@Command(
        name = "migrate",
        description = "Move a running VEE to another host while it goes on, and wait until it is there.",
        footer = {"", "It is there, or stays where it is: it is never at two hosts. The bill goes on without a gap."})
final class Migrate implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final ServerOption serverOption = new ServerOption();

    @Mixin
    private final ServiceOption serviceOption = new ServiceOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "VEE", description = "Such as 'C1[3]'; quote it for the shell.")
    private String vee = "";

    @ArgGroup(multiplicity = "1")
    private Way way = new Way();

    @Option(names = "--no-wait", description = "Say only that it was told.")
    private boolean noWait;

    /** What is wanted. */
    static final class Way {
        @Option(names = "--to", paramLabel = "HOST", required = true, description = "The host to move to.")
        private @Nullable String to;

        @Option(names = "--cancel", required = true, description = "Give up a move that is under way.")
        private boolean cancel;
    }

    Migrate(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var replica = Replica.required(vee);
        try (var site = new ServerSite(serverOption.connect(terminal))) {
            var service = replica.serviceIn(site, serviceOption);
            var told = site.about(service, () -> site.server().post(path(service, replica), null, VeeView.class));
            var settled = noWait ? told : settled(site, service, told);
            var claim = told.call();
            if (output.isJson()) {
                Json.print(terminal, settled);
            } else if (claim != null && !isAsWanted(settled)) {
                throw Refusal.of(
                        Replica.shown(settled.id()) + " of " + service + " stays on " + settled.host() + ": "
                                + Claims.end(site, service, claim).message(),
                        null);
            } else {
                terminal.print(Replica.shown(settled.id()) + " of " + service + " " + text(settled) + "\n");
            }
            return isAsWanted(settled) ? Exit.OK : Exit.FAILED;
        }
    }

    private String path(String service, Replica replica) {
        return way.cancel
                ? Paths.of(Paths.STAY, service, replica.component(), replica.ordinal())
                : new Query(Paths.of(Paths.MIGRATION, service, replica.component(), replica.ordinal()))
                        .with("to", way.to)
                        .toString();
    }

    /** The VEE once it is on its way no more. */
    private VeeView settled(ServerSite site, String service, VeeView told) {
        var now = told;
        while (now.movingTo() != null) {
            Poll.pause("the move");
            var path = Paths.of(Paths.VEE, service, now.component(), now.ordinal());
            now = site.about(service, () -> site.server().get(path, VeeView.class));
        }
        return now;
    }

    private boolean isAsWanted(VeeView settled) {
        return settled.movingTo() != null || way.cancel || Objects.equals(settled.host(), way.to);
    }

    private static String text(VeeView view) {
        return view.movingTo() == null
                ? "is on " + view.host()
                : "is on its way from " + view.host() + " to " + view.movingTo();
    }
}
