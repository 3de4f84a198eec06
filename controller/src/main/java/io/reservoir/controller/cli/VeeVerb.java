package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.VeeView;
import io.reservoir.controller.explain.Words;
import io.reservoir.dsl.problem.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vee}: does one thing to one VEE. */
@Command(
        name = "vee",
        description = "Do one thing to one VEE: pause, resume, suspend, shutdown, activate or destroy it.",
        footer = {"", "One that is stopped so is left alone by elasticity until it is resumed or activated."})
final class VeeVerb implements Callable<Integer> {
    private static final List<String> VERBS = List.of("pause", "resume", "suspend", "shutdown", "activate", "destroy");

    private final Terminal terminal;

    @Mixin
    private final ServerOption serverOption = new ServerOption();

    @Mixin
    private final ServiceOption serviceOption = new ServiceOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(
            index = "0",
            paramLabel = "VERB",
            description = "pause, resume, suspend, shutdown, activate or destroy.")
    private String verb = "";

    @Parameters(index = "1", paramLabel = "VEE", description = "Such as 'C1[3]'; quote it for the shell.")
    private String vee = "";

    VeeVerb(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var word = verb.toLowerCase(Locale.ROOT);
        if (!VERBS.contains(word)) {
            throw Refusal.usage("there is no verb `" + verb + "`", Suggestion.help(verb, VERBS, "verbs"));
        }
        var replica = Replica.required(vee);
        try (var site = new ServerSite(serverOption.connect(terminal))) {
            var service = replica.serviceIn(site, serviceOption);
            var path = Paths.of(Paths.VEE_VERB, service, replica.component(), replica.ordinal(), word);
            var view = site.about(service, () -> site.server().post(path, null, VeeView.class));
            if (output.isJson()) {
                Json.print(terminal, view);
            } else {
                terminal.print(Replica.shown(view.id()) + " of " + service + ": told to " + word + "; it is "
                        + Words.of(view.phase()) + (view.state() == null ? "" : " (" + Words.of(view.state()) + ")")
                        + "\n");
            }
            return Exit.OK;
        }
    }
}
