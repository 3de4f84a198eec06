package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.ComponentView;
import io.reservoir.controller.whynot.Inquiry.About;
import io.reservoir.controller.whynot.WhyNotText;
import io.reservoir.model.unit.Unit;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code why-not}: what would have to be otherwise for a target to be another one. */
@Command(
        name = "why-not",
        description = "Say what would have to be otherwise for a target to be more, or less.",
        footer = {
            "",
            "  why-not 'Replicas(C1)'               one more and one less; why-not C1 is the same",
            "  why-not 'CPU(C1)' --more             only what would make it more",
            "  why-not 'Replicas(C1)' --target 12   what would bring it to 12 or beyond",
            "",
            "For each input that the decision reads, directly or through indicators: the value at which the target",
            "flips, all other inputs as they are. At the printed value it does, one unit of its last digit before it",
            "does not. Then what stands in the way beside values. With --data, the inputs are those of the last",
            "recorded decision."
        })
final class AskWhyNot implements Callable<Integer> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)\\s*([A-Za-z]*)");

    private final Terminal terminal;

    @Mixin
    private final SiteOptions siteOptions = new SiteOptions();

    @Mixin
    private final ServiceOption serviceOption = new ServiceOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(paramLabel = "VARIABLE", description = "Such as 'Replicas(C1)' or C1; quote it for the shell.")
    private String what = "";

    @Option(
            names = "--target",
            paramLabel = "N",
            description =
                    "That size or more where it is above the present one, else that size or less; 4GiB for Memory.")
    private @Nullable String target;

    @Option(names = "--more", description = "Only what would make it more.")
    private boolean more;

    @Option(names = "--less", description = "Only what would make it less.")
    private boolean less;

    AskWhyNot(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!(ExplainTarget.parse(what) instanceof ExplainTarget.OfVariable(var variable))) {
            throw Refusal.usage("`" + what + "` is no variable", "write 'Replicas(C1)', 'CPU(C1)' or 'Memory(C1)'");
        }
        var about = about();
        try (var site = siteOptions.open(terminal)) {
            var service = serviceOption.in(site);
            Names.requireComponent(
                    service,
                    variable.component(),
                    site.service(service).components().stream()
                            .map(ComponentView::name)
                            .toList());
            var whyNot = site.whyNot(service, variable, about);
            if (output.isJson()) {
                Json.print(terminal, whyNot);
            } else {
                terminal.print(terminal.style().firstLineBold(WhyNotText.of(whyNot)));
            }
        }
        return Exit.OK;
    }

    private About about() {
        if ((more ? 1 : 0) + (less ? 1 : 0) + (target == null ? 0 : 1) > 1) {
            throw Refusal.usage("--more, --less and --target exclude each other", null);
        }
        if (target != null) {
            return new About.Size(size(target));
        }
        return more ? new About.More() : less ? new About.Less() : new About.Either();
    }

    private static double size(String text) {
        var match = SIZE.matcher(text.strip());
        var unit = match.matches() && !match.group(2).isEmpty() ? Unit.named(match.group(2)) : Unit.ONE;
        if (!match.matches() || unit == null) {
            throw Refusal.usage("`" + text + "` is no size", "write a number, or one such as 4GiB for Memory");
        }
        return unit.toBase(Double.parseDouble(match.group(1)));
    }
}
