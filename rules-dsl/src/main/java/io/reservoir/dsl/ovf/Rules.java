package io.reservoir.dsl.ovf;

import io.reservoir.dsl.parser.SourceParser;
import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.diagnostic.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules in an envelope, text of the service language. A component's statement in them describes its virtual system
 * once more: it agrees with the hardware and completes it.
 */
final class Rules {
    private final Envelope envelope;
    private final OvfLimits limits;
    private final Problems problems;
    private final Hints hints = new Hints();
    private final List<SourceText> texts = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private final Set<String> completed = new HashSet<>();

    Rules(Envelope envelope, OvfLimits limits, Problems problems) {
        this.envelope = envelope;
        this.limits = limits;
        this.problems = problems;
    }

    /** Reads them; those of components are taken over by the virtual systems. */
    void read() {
        envelope.sections(Part.RULES).map(Section::element).forEach(this::read);
    }

    List<SourceText> texts() {
        return List.copyOf(texts);
    }

    /** All that are not about components. */
    List<Statement> statements() {
        return List.copyOf(statements);
    }

    private void read(Element section) {
        var stranger = section.children().stream()
                .filter(c -> !c.name().equals("Info"))
                .findFirst()
                .orElse(null);
        if (stranger != null) {
            problems.error(
                    Code.OVF_VALUE,
                    stranger.tag(),
                    "rules are text, not elements",
                    "put them into `<![CDATA[` and `]]>`");
            return;
        }
        var from = section.children().isEmpty()
                ? section.contentStart()
                : section.children().getLast().end();
        var text = CharacterData.of(section.source(), from, section.contentEnd());
        texts.add(text);
        SourceParser.parse(text, limits.language(), problems).statements().forEach(this::take);
    }

    private void take(Statement statement) {
        if (statement instanceof Statement.Component component) {
            complete(component);
        } else {
            statements.add(statement);
        }
    }

    private void complete(Statement.Component component) {
        var name = component.name();
        var names = envelope.systems().stream().map(s -> s.name().text()).toList();
        var index = names.indexOf(name.text());
        if (index < 0) {
            problems.error(
                    Code.OVF_CONTRADICTION,
                    name.span(),
                    Problems.quoted(name.text()) + " is no virtual system of this envelope",
                    hints.help(name.text(), names, "there is"));
        } else if (!completed.add(name.text())) {
            problems.error(
                    Code.DUPLICATE,
                    name.span(),
                    "the component " + Problems.quoted(name.text()) + " is declared twice",
                    null);
        } else {
            complete(component, envelope.systems().get(index));
        }
    }

    private void complete(Statement.Component component, SystemDraft system) {
        var before = SizeAmounts.of(system.size());
        var again = SizeAmounts.of(component.size());
        var difference =
                before == null || again == null || system.size().isEmpty() ? null : again.differenceFrom(before);
        if (difference != null) {
            contradict(component.sizeSpan(), "the hardware of " + quoted(system) + " has another size", difference);
        }
        system.restate(component.size(), component.sizeSpan());
        var said = system.items();
        component.items().forEach(item -> complete(item, said, system));
    }

    private void contradict(Span place, String message, String difference) {
        problems.error(Code.OVF_CONTRADICTION, place, message, "here it has " + difference);
    }

    private static String quoted(SystemDraft system) {
        return Problems.quoted(system.name().text());
    }

    /**
     * What the envelope says precisely must agree; a start order of numbers is coarser than {@code after}.
     *
     * @param said the lines that the envelope stands for
     */
    private void complete(Item item, List<Item> said, SystemDraft system) {
        var earlier = said.stream()
                .filter(other -> other.keyword().equals(item.keyword()) && !(item instanceof Item.Set))
                .findFirst()
                .orElse(null);
        if (earlier == null) {
            system.add(item);
        } else if (item instanceof Item.After) {
            system.remove(earlier);
            system.add(item);
        } else if (!says(item).equals(says(earlier))) {
            problems.error(
                    Code.OVF_CONTRADICTION,
                    item.span(),
                    "the envelope says something else of the `" + item.keyword() + "` of " + quoted(system),
                    "line " + earlier.span().line() + " of it");
        }
    }

    private static @Nullable String text(@Nullable Name name) {
        return name == null ? null : name.text();
    }

    /** What a line says, wherever it stands; what an envelope never says is told apart by its place. */
    private static String says(Item item) {
        return switch (item) {
            case Item.Image image -> image.name().text();
            case Item.Networks networks -> joined(networks.names());
            case Item.After after -> joined(after.components());
            case Item.Near near -> near.component().text();
            case Item.Spread spread -> spread.over().lower();
            case Item.Replicas replicas ->
                replicas.bounds().stream()
                        .map(b -> b.which().lower() + " " + b.number().number().stripTrailingZeros() + " "
                                + text(b.number().unit()))
                        .sorted()
                        .collect(Collectors.joining(" "));
            case Item.Ready ready -> ready.span().toString();
            case Item.Set set -> set.span().toString();
            case Item.Victim victim -> victim.span().toString();
            case Item.Drain drain -> drain.span().toString();
        };
    }

    private static String joined(List<Name> names) {
        return names.stream().map(Name::text).collect(Collectors.joining(", "));
    }
}
