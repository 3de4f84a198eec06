package io.reservoir.rules.drl;

import io.reservoir.dsl.program.Assignment;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Formula;
import io.reservoir.dsl.program.Indicator;
import io.reservoir.dsl.program.Term;
import io.reservoir.model.decision.Source;
import io.reservoir.rules.compile.Shape;
import io.reservoir.rules.compile.SiteGate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prints the rules of a program as DRL for people: the same statements as the rules that the engine runs, in the form
 * <i>when what a statement says differs from what is held of it, and the site's gate is open, hold it</i>. A server
 * compiles no such text; whoever does needs the types of this package and {@link SiteGate}.
 *
 * <p>Names and texts of authors stand in string literals and comments only.
 */
public final class DrlPrinter {
    private static final String VALUE = "value";

    private final CheckedService program;
    private final List<String> inputs;

    private DrlPrinter(CheckedService program) {
        this.program = program;
        inputs = InputNames.of(program);
    }

    public static DrlText print(CheckedService program) {
        var printer = new DrlPrinter(program);
        var shape = Shape.of(program);
        List<DrlText.Rule> rules = new ArrayList<>();
        for (int i = 0; i < program.indicators().size(); i++) {
            rules.add(printer.rule(
                    program.indicators().get(i), program.indicators().size() - i));
        }
        program.assignments().forEach(assignment -> rules.add(printer.rule(assignment)));
        return new DrlText(shape.digest(), printer.head(shape), List.copyOf(rules));
    }

    private String head(Shape shape) {
        return Quoted.comment(
                        "The rules of service " + program.spec().id() + ", printed for people: a server compiles its"
                                + " rules from the manifest\nand never loads this text. Services of the shape "
                                + shape.digest() + "\nshare these rules, whatever numbers their authors wrote.")
                + "package " + shape.packageName() + ";\n\n"
                + "import " + ServiceValues.class.getName() + ";\n"
                + "import " + SiteGate.class.getName() + ";\n";
    }

    private DrlText.Rule rule(Indicator indicator, int salience) {
        var measured = indicator.measured();
        var derived = text(indicator.value().root());
        var value = measured == null ? derived : "effective( " + read(measured) + ", " + derived + " )";
        return rule(indicator.id(), indicator.source(), salience, Map.of(VALUE, value));
    }

    private DrlText.Rule rule(Assignment assignment) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(VALUE, text(assignment.value().root()));
        put(parts, "when", assignment.guard());
        put(parts, "min", assignment.min());
        put(parts, "max", assignment.max());
        return rule(assignment.id(), assignment.source(), 0, parts);
    }

    private void put(Map<String, String> parts, String part, @Nullable Formula formula) {
        if (formula != null) {
            parts.put(part, text(formula.root()));
        }
    }

    private static DrlText.Rule rule(String id, Source source, int salience, Map<String, String> parts) {
        var name = Quoted.string(id);
        var span = source.span();
        var bound = parts.entrySet().stream()
                .map(part -> "        $" + part.getKey() + " : " + part.getValue() + ",\n")
                .collect(Collectors.joining());
        var differs = parts.keySet().stream()
                .map(part -> "differs( " + arguments(name, part) + " )")
                .collect(Collectors.joining("\n        || ", "        ", " ) @watch( * )\n"));
        var holds = parts.keySet().stream()
                .map(part -> "    $service.hold( " + arguments(name, part) + " );\n")
                .collect(Collectors.joining());
        return new DrlText.Rule(
                id,
                source,
                Quoted.comment(span.file() + ":" + span.line() + ":" + span.column() + "\n" + source.text())
                        + "rule " + name + "\n"
                        + (salience == 0 ? "" : "    salience " + salience + "\n")
                        + "when\n    $service : ServiceValues(\n" + bound + differs
                        + "    SiteGate( open )\nthen\n" + holds + "    update( $service );\nend\n");
    }

    private static String arguments(String name, String part) {
        return name + ", \"" + part + "\", $" + part;
    }

    private String text(Term term) {
        return switch (term) {
            case Term.Constant(var index) ->
                "number( " + plain(program.constants().get(index)) + " )";
            case Term.Read(var index) -> read(index);
            case Term.Derived(var index) ->
                "indicator( " + Quoted.string(program.indicators().get(index).id()) + " )";
            case Term.Negate(var operand) -> text(operand) + ".negative()";
            case Term.Not(var operand) -> text(operand) + ".opposite()";
            case Term.Binary(var operator, var left, var right) ->
                text(left) + "." + method(operator) + "( " + text(right) + " )";
            case Term.Choose(var condition, var then, var otherwise) ->
                text(condition) + ".choose( " + text(then) + ", " + text(otherwise) + " )";
            case Term.Call(var function, var arguments) ->
                arguments.stream()
                        .map(argument -> ", " + text(argument))
                        .collect(Collectors.joining("", "call( " + Quoted.string(function.name()), " )"));
        };
    }

    private String read(int input) {
        return "read( " + Quoted.string(inputs.get(input)) + " )";
    }

    /** Digits alone, as many as tell the number from its neighbours. */
    private static String plain(double number) {
        var digits = new BigDecimal(Double.toString(number)).toPlainString();
        return digits.contains(".") ? digits : digits + ".0";
    }

    private static String method(Term.Operator operator) {
        return switch (operator) {
            case PLUS -> "plus";
            case MINUS -> "minus";
            case TIMES -> "times";
            case DIVIDE -> "over";
            case REMAINDER -> "remainder";
            case LESS -> "isLess";
            case LESS_OR_EQUAL -> "isAtMost";
            case GREATER -> "isGreater";
            case GREATER_OR_EQUAL -> "isAtLeast";
            case EQUAL -> "isEqual";
            case NOT_EQUAL -> "differs";
            case AND -> "both";
            case OR -> "either";
            case OR_ELSE -> "orElse";
        };
    }
}
