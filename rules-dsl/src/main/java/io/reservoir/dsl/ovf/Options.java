package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Name;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The deployment option in force: the one that its author calls the default, else the first. */
final class Options {
    private final @Nullable String chosen;

    private Options(@Nullable String chosen) {
        this.chosen = chosen;
    }

    static Options read(Envelope envelope, Problems problems) {
        var configurations = envelope.sections(Part.OPTIONS)
                .flatMap(s -> s.element().all("Configuration"))
                .filter(c -> c.attribute("id") != null)
                .toList();
        var option = configurations.stream()
                .filter(c -> Amounts.isTrue(c.attribute("default")))
                .findFirst()
                .orElse(configurations.isEmpty() ? null : configurations.getFirst());
        var id = option == null ? null : option.attribute("id");
        if (option == null || id == null) {
            return new Options(null);
        }
        if (configurations.size() > 1) {
            problems.info(
                    Code.OVF_OPTION,
                    id.span(),
                    "of " + configurations.size() + " deployment options, " + Problems.quoted(id.text()) + " is read",
                    "another becomes it by `ovf:default=\"true\"`");
        }
        return new Options(id.text());
    }

    /** True if an item holds under every option or under the one in force, and is no mark of a range. */
    boolean applies(Element item) {
        var bound = item.attribute("bound");
        var isMark = bound != null && !bound.is("normal");
        var options = options(item);
        return !isMark && (options.isEmpty() || isNamed(options));
    }

    /** True if it is written for the option in force. */
    boolean isSpecific(Element item) {
        return isNamed(options(item));
    }

    private boolean isNamed(List<String> options) {
        return chosen != null && options.contains(chosen);
    }

    private static List<String> options(Element item) {
        Name written = item.attribute("configuration");
        return written == null || written.text().isBlank()
                ? List.of()
                : Arrays.asList(written.text().strip().split("\\s+"));
    }
}
