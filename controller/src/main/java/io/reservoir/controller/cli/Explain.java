package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.ComponentView;
import io.reservoir.controller.api.view.VariableView;
import io.reservoir.controller.explain.ExplanationText;
import io.reservoir.controller.explain.Explanations;
import io.reservoir.controller.explain.Rederivation;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.model.decision.Variable;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code explain}: why something is as it is. */
@Command(
        name = "explain",
        description = "Say why a target, a VEE or an entry of the ledger is as it is.",
        footer = {
            "",
            "  explain 'Replicas(C1)'   the last decision about the replicas of C1; explain C1 is the same",
            "  explain 'C1[3]'          why that VEE was started or stopped",
            "  explain 1234             an entry of the ledger, such as a line of a bill names",
            "  explain --verify         whether each recorded decision follows from what was recorded"
        })
final class Explain implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final SiteOptions siteOptions = new SiteOptions();

    @Mixin
    private final ServiceOption serviceOption = new ServiceOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(
            paramLabel = "VARIABLE|VEE|SEQ",
            arity = "0..1",
            description = "Such as 'Replicas(C1)', C1, 'C1[3]' or 1234; quote it for the shell.")
    private @Nullable String what;

    @Option(
            names = "--verify",
            description = "Work every recorded decision out again; the status is 1 if another number comes of one.")
    private boolean verify;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = Times.Converter.class,
            description = "As things were at that time; otherwise the newest.")
    private @Nullable Instant at;

    Explain(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (verify == (what != null)) {
            throw what == null
                    ? Refusal.usage("missing required parameter: 'VARIABLE|VEE|SEQ'", "or --verify for all decisions")
                    : Refusal.usage("--verify is about all decisions, not about `" + what + "`", null);
        }
        if (what == null) {
            try (var site = siteOptions.open(terminal)) {
                return verify(site);
            }
        }
        var target = ExplainTarget.parse(what);
        try (var site = siteOptions.open(terminal)) {
            switch (target) {
                case ExplainTarget.OfVariable(var variable) -> variable(site, variable);
                case ExplainTarget.OfVee(var replica) -> vee(site, replica);
                case ExplainTarget.OfEntry(var seq) -> entry(site, seq);
            }
        }
        return Exit.OK;
    }

    private void variable(Site site, Variable variable) {
        var service = serviceOption.in(site);
        var explanation = site.explanation(service, variable, at);
        if (explanation == null) {
            throw unknown(site, service, variable);
        }
        if (output.isJson()) {
            Json.print(terminal, explanation);
        } else {
            print(ExplanationText.of(explanation));
        }
    }

    private Refusal unknown(Site site, String service, Variable variable) {
        var view = site.service(service);
        Names.requireComponent(
                service,
                variable.component(),
                view.components().stream().map(ComponentView::name).toList());
        var decided = view.variables().stream().map(VariableView::variable).toList();
        return Refusal.of(
                "no decision about " + variable + " is recorded" + when(),
                at == null ? Suggestion.help(variable.toString(), decided, "decided are") : null);
    }

    private String when() {
        return at == null ? "" : " at " + at + " or before";
    }

    private void vee(Site site, Replica replica) {
        var service = replica.service() == null ? serviceOption.in(site) : replica.service();
        var explanation = Explanations.ofVee(site.entries(service), replica.name(), replica.life(), at);
        if (explanation == null) {
            Names.requireComponent(
                    service,
                    replica.component(),
                    site.service(service).components().stream()
                            .map(ComponentView::name)
                            .toList());
            var life = replica.life() == null ? "" : "#" + replica.life();
            throw Refusal.of(
                    "there never was a VEE " + replica.name() + life + when(), "./reservoir get vees shows all");
        }
        if (output.isJson()) {
            Json.print(terminal, explanation);
        } else {
            print(ExplanationText.of(explanation));
        }
    }

    private void entry(Site site, long seq) {
        var service = serviceOption.in(site);
        var explanation = Explanations.ofEntry(site.entries(service), seq);
        if (explanation == null) {
            throw Refusal.of(
                    "the ledger of `" + service + "` has no entry #" + seq,
                    "its last one is #" + site.service(service).lastSeq());
        }
        if (output.isJson()) {
            Json.print(terminal, explanation);
        } else {
            print(ExplanationText.of(explanation));
        }
    }

    private void print(String text) {
        terminal.print(terminal.style().firstLineBold(text));
    }

    private Integer verify(Site site) {
        var result = site.verification(serviceOption.in(site));
        if (output.isJson()) {
            Json.print(terminal, result);
        } else {
            var differing = result.differences().stream()
                    .map(Rederivation.Difference::seq)
                    .distinct()
                    .count();
            terminal.print(result.service() + ": " + result.decisions() + " recorded decisions up to entry #"
                    + result.lastSeq() + " worked out again, "
                    + (differing == 0 ? "all as recorded" : "not as recorded in " + differing + " entries") + "\n");
            if (differing > 0) {
                terminal.print(Tables.differences(result.differences()));
            }
        }
        return result.differences().isEmpty() ? Exit.OK : Exit.FAILED;
    }
}
