package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Place;
import io.reservoir.dsl.syntax.SettingPart;
import io.reservoir.dsl.syntax.Text;
import io.reservoir.model.diagnostic.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** RESERVOIR's macros in values of properties, such as {@code @IP(backend)}, as questions of the language. */
final class Macros {
    private static final Pattern MACRO = Pattern.compile("@([A-Za-z]+)(?:\\(([^()]*)\\))?");

    private final Names components;
    private final Names networks;
    private final Properties properties;
    private final Problems problems;

    Macros(Names components, Names networks, Properties properties, Problems problems) {
        this.components = components;
        this.networks = networks;
        this.properties = properties;
        this.problems = problems;
    }

    List<SettingPart> parts(Name value) {
        var parts = new ArrayList<SettingPart>();
        var matcher = MACRO.matcher(value.text());
        var end = 0;
        while (matcher.find()) {
            var arguments = matcher.group(2);
            var part = resolved(matcher.group(1), arguments == null ? List.of() : split(arguments), value.span());
            if (part == null) {
                problems.warning(
                        Code.OVF_NO_COUNTERPART,
                        value.span(),
                        Problems.quoted(matcher.group()) + " is resolved by nothing here and stays as it is",
                        null);
            } else {
                addText(value.text().substring(end, matcher.start()), value.span(), parts);
                parts.add(part);
                end = matcher.end();
            }
        }
        addText(value.text().substring(end), value.span(), parts);
        if (parts.isEmpty()) {
            parts.add(written("", value.span()));
        }
        return List.copyOf(parts);
    }

    private static void addText(String text, Span span, List<SettingPart> parts) {
        if (!text.isEmpty()) {
            parts.add(written(text, span));
        }
    }

    private static SettingPart written(String text, Span span) {
        return new SettingPart.Written(new Text(text, span));
    }

    private static List<String> split(String arguments) {
        return arguments.isBlank()
                ? List.of()
                : Arrays.stream(arguments.split(",", -1)).map(String::strip).toList();
    }

    private @Nullable SettingPart resolved(String macro, List<String> arguments, Span span) {
        var count = arguments.size();
        return switch (macro) {
            case "ServiceId" -> ask("service", span);
            case "MonitoringChannel" -> ask("monitoring", span);
            case "Domain" -> ask("domain", span);
            case "id" -> ask("id", span);
            case "IP" -> count >= 1 ? address(arguments, span) : null;
            case "Netmask" -> count == 1 ? ask("netmask", span, network(arguments.getFirst(), span)) : null;
            case "Gateway" -> count == 1 ? ask("gateway", span, network(arguments.getFirst(), span)) : null;
            case "DNSServer" -> count == 1 ? ask("dns", span, network(arguments.getFirst(), span)) : null;
            case "PrecedentTierEntryPoint" ->
                count == 2
                        ? ask("entry", span, component(arguments.getLast(), span), network(arguments.getFirst(), span))
                        : null;
            case "Property" -> count == 2 ? property(arguments, span) : null;
            default -> null;
        };
    }

    /** The second argument names a system whose address is asked for, or an alias of the own card. */
    private SettingPart address(List<String> arguments, Span span) {
        var network = network(arguments.getFirst(), span);
        var other = arguments.size() > 1 ? components.find(new Name(arguments.get(1), span)) : null;
        return other == null ? ask("ip", span, network) : ask("ip", span, new Place(span, other, 1), network);
    }

    private @Nullable SettingPart property(List<String> arguments, Span span) {
        var product = arguments.getFirst();
        var key = arguments.getLast();
        var value = properties.value(product.isEmpty() ? key : product + "." + key);
        return value == null ? null : written(value.text(), span);
    }

    private static SettingPart ask(String question, Span span, Place... about) {
        return new SettingPart.Resolved(span, new Name(question, span), List.of(about));
    }

    private Place network(String name, Span span) {
        return new Place(span, networks.use(new Name(name, span)), null);
    }

    private Place component(String name, Span span) {
        return new Place(span, components.use(new Name(name, span)), null);
    }
}
