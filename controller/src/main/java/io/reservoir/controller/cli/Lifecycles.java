package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.ServiceView;
import io.reservoir.controller.explain.Words;
import io.reservoir.controller.image.Lifecycle;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code activate} and {@code undeploy}: whether a service shall run. */
final class Lifecycles {
    private Lifecycles() {}

    static String words(Lifecycle lifecycle) {
        return Words.of(lifecycle);
    }

    /** {@code activate}. */
    @Command(name = "activate", description = "Let a defined service run.")
    static final class Activate extends Change {
        Activate(Terminal terminal) {
            super(terminal, Paths.ACTIVATE);
        }
    }

    /** {@code undeploy}. */
    @Command(name = "undeploy", description = "Take down all VEEs of a service; its ledger stays.")
    static final class Undeploy extends Change {
        Undeploy(Terminal terminal) {
            super(terminal, Paths.UNDEPLOY);
        }
    }

    /** Either of them. */
    abstract static class Change implements Callable<Integer> {
        private final Terminal terminal;
        private final String path;

        @Mixin
        private final ServerOption serverOption = new ServerOption();

        @Mixin
        private final OutputOption output = new OutputOption();

        @Parameters(paramLabel = "SERVICE", description = "The service.")
        private String service = "";

        Change(Terminal terminal, String path) {
            this.terminal = terminal;
            this.path = path;
        }

        @Override
        public Integer call() {
            try (var site = new ServerSite(serverOption.connect(terminal))) {
                var view =
                        site.about(service, () -> site.server().post(Paths.of(path, service), null, ServiceView.class));
                if (output.isJson()) {
                    Json.print(terminal, view);
                } else {
                    terminal.print(view.service() + " is " + words(view.lifecycle()) + "\n");
                }
                return Exit.OK;
            }
        }
    }
}
