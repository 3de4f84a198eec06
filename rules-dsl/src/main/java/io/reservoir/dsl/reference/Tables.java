package io.reservoir.dsl.reference;

import io.reservoir.dsl.check.Lexicon;
import io.reservoir.dsl.function.Functions;
import io.reservoir.dsl.grammar.Ebnf;
import io.reservoir.dsl.grammar.Grammar;
import io.reservoir.dsl.grammar.TokenPattern;
import io.reservoir.dsl.problem.Limits;
import io.reservoir.dsl.program.ServiceTest.Observed;
import io.reservoir.model.money.Tariff;
import io.reservoir.model.service.Setting.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tables of the description that the code fills. */
final class Tables {
    private static final List<String> METRICS = List.of(
            "RequestPerSecond",
            "BytesPerSecond",
            "ResponseTime",
            "ReadLatency",
            "CpuUtilization",
            "DiskPercent",
            "ErrorCount",
            "QueueLength",
            "Users",
            "Sessions",
            "Load",
            "Temperature");

    private final Grammar grammar;
    private final List<String> examples;

    Tables(Grammar grammar, List<String> examples) {
        this.grammar = grammar;
        this.examples = examples;
    }

    String named(String name) {
        return switch (name) {
            case "functions" -> functions();
            case "aggregations" -> aggregations();
            case "questions" -> questions();
            case "units" -> UnitTable.text();
            case "metrics" -> metrics();
            case "clause defaults" -> ClauseDefaults.table();
            case "SLA classes" -> SlaClassTable.text();
            case "observed" -> observed();
            case "dimensions" -> dimensions();
            case "limits" -> limits(Limits.DEFAULT);
            case "checked only" -> String.join(", ", CheckedOnly.words(examples.stream()));
            case "tokens" -> tokens();
            case "whole grammar" -> wholeGrammar();
            default -> throw new IllegalStateException("the reference knows no table `" + name + "`");
        };
    }

    private static String functions() {
        var table = new MarkdownTable("function", "is", "example");
        for (var function : Functions.ALL) {
            table.row("`" + Calls.form(function) + "`", function.summary(), "`" + function.example() + "`");
        }
        return table.toString();
    }

    private static String aggregations() {
        var table = new MarkdownTable("written", "is");
        Lexicon.aggregations()
                .forEach((name, aggregation) ->
                        table.row("`" + Calls.over(name) + "`", AggregationText.summary(aggregation)));
        return table.toString();
    }

    private static String questions() {
        var table = new MarkdownTable("written", "is");
        for (var question : Question.values()) {
            table.row(QuestionText.forms(question), QuestionText.summary(question));
        }
        return table.toString();
    }

    private static String metrics() {
        var table = new MarkdownTable("metric", "is read as a gauge,");
        for (var metric : METRICS) {
            var inferred = Lexicon.inferred(metric);
            table.row(
                    "`" + metric + "`",
                    inferred == null
                            ? "averaged over replicas: its name tells nothing, and its values take any unit"
                            : inferred);
        }
        return table.toString();
    }

    private static String observed() {
        var table = new MarkdownTable("written", "is");
        for (var observed : Observed.values()) {
            table.row("`" + observed.word() + "(C)`", summary(observed));
        }
        return table.toString();
    }

    private static String summary(Observed observed) {
        return switch (observed) {
            case REPLICAS -> "how many replicas were decided on last";
            case CPU -> "how many CPUs of each replica were decided on last";
            case MEMORY -> "how much memory of each replica was decided on last";
            case READY -> "how many replicas are ready";
            case FLIPS -> "how often the target turned from growing to shrinking or back";
            case ACTIONS -> "how many replicas were started and stopped";
        };
    }

    private static String dimensions() {
        var table = new MarkdownTable("price of", "per", "is for");
        for (var dimension : Tariff.Dimension.values()) {
            table.row("`" + dimension.word() + "`", dimension.unit(), charged(dimension));
        }
        return table.toString();
    }

    private static String charged(Tariff.Dimension dimension) {
        return switch (dimension) {
            case VEE -> "each running VEE, whatever its size";
            case VCPU -> "each virtual CPU of a running VEE";
            case MEMORY -> "each gigabyte of memory of a running VEE";
            case DISK -> "each gigabyte of disk of a VEE, from its definition to its removal";
        };
    }

    /** Taken apart by its components: a limit that is added does not compile until it is told of here. */
    private static String limits(Limits limits) {
        return switch (limits) {
            case Limits(
                    var textBytes,
                    var statements,
                    var rules,
                    var nesting,
                    var operators,
                    var identifierChars,
                    var digits,
                    var exponent,
                    var stringChars,
                    var diagnostics) ->
                new MarkdownTable("of", "at most")
                        .row("a file", grouped(textBytes) + " bytes of UTF-8")
                        .row("a file", grouped(statements) + " statements")
                        .row("a service", rules + " targets and indicators")
                        .row("brackets, prefix operators and `? :` within each other", String.valueOf(nesting))
                        .row("an expression", operators + " operators")
                        .row("a name", identifierChars + " characters")
                        .row("a number", digits + " digits")
                        .row("the exponent of a number", exponent + ", of either sign")
                        .row("a text in quotes", stringChars + " characters")
                        .row("what is told about one file", diagnostics + " diagnostics")
                        .toString();
        };
    }

    private static String grouped(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private String tokens() {
        var patterns = new TokenPattern(grammar);
        var table = new MarkdownTable("here", "is what matches, ignoring case,");
        Ebnf.patterns().entrySet().stream()
                .filter(pattern ->
                        grammar.rules().stream().anyMatch(rule -> rule.name().equals(pattern.getKey())))
                .sorted(Map.Entry.comparingByValue())
                .forEach(pattern -> table.row(pattern.getValue(), "`" + patterns.of(pattern.getKey()) + "`"));
        return table.toString();
    }

    private String wholeGrammar() {
        var ebnf = new Ebnf(grammar);
        var productions = new ArrayList<String>();
        for (var rule : grammar.rules()) {
            if (Vocabulary.ONE_BY_ONE.contains(rule.name())) {
                productions.add(ebnf.labels(rule.name()));
                rule.alternatives()
                        .forEach(alternative -> productions.add(ebnf.production(String.valueOf(alternative.label()))));
            } else if (!rule.isToken()) {
                productions.add(ebnf.production(rule.name()));
            }
        }
        return "```ebnf\n" + String.join("\n", productions) + "\n```";
    }
}
