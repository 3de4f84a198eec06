package io.reservoir.dsl.reference;

import io.reservoir.dsl.check.Lexicon;
import io.reservoir.dsl.function.Functions;
import io.reservoir.dsl.grammar.Grammar;
import io.reservoir.dsl.grammar.TokenPattern;
import io.reservoir.model.service.Setting.Question;
import io.reservoir.model.sla.SlaClass;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.unit.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The words and signs of the language by what they are, for editors: to colour a text, and to offer what may come next.
 * All but an author's names ignore case. No word is reserved but the operators among them.
 *
 * @param keywords by the rule of the grammar whose alternatives they begin; the others, which join parts of a statement,
 *     under {@code joining}
 * @param operators of expressions, words and signs
 * @param punctuation all other signs
 * @param subjects what can be set, such as {@code Replicas}
 * @param counts what can be read of every component, such as {@code Ready}
 * @param aggregations over time; {@code p95} stands for all percentiles
 * @param questions what a guest can be told
 * @param units simple ones, as people write them; two of them may be divided
 * @param slaClasses as shipped; a provider may have others
 * @param patterns of tokens that are no fixed words: regular expressions that ignore case
 */
public record Vocabulary(
        Map<String, List<String>> keywords,
        List<String> operators,
        List<String> punctuation,
        List<String> subjects,
        List<String> functions,
        List<String> aggregations,
        List<String> outlook,
        List<String> counts,
        List<String> questions,
        List<String> units,
        List<String> slaClasses,
        Map<String, String> patterns) {
    /** Rules of which each alternative is something of its own to those who write the language. */
    static final List<String> ONE_BY_ONE = List.of("statement", "item", "clause", "testLine", "slaTerm", "tariffItem");

    private static final Map<String, String> TOKENS = tokens();

    /** The words of the grammar and of the lists in the code. */
    public static Vocabulary of(Grammar grammar) {
        var operators = operators(grammar);
        return new Vocabulary(
                keywords(grammar, operators),
                operators,
                grammar.signs().stream()
                        .filter(sign -> !operators.contains(sign))
                        .toList(),
                Lexicon.subjects(),
                Functions.ALL.stream().map(function -> function.name()).toList(),
                List.copyOf(Lexicon.aggregations().keySet()),
                Lexicon.outlook(),
                List.of("Ready", "Current"),
                Arrays.stream(Question.values())
                        .map(question -> question.name().toLowerCase(Locale.ROOT))
                        .toList(),
                unitNames(),
                SlaClasses.SHIPPED.classes().stream().map(SlaClass::name).toList(),
                patterns(grammar));
    }

    private static Map<String, List<String>> keywords(Grammar grammar, List<String> operators) {
        var left = new LinkedHashSet<>(grammar.keywords());
        operators.forEach(left::remove);
        var keywords = new LinkedHashMap<String, List<String>>();
        for (var rule : ONE_BY_ONE) {
            keywords.put(rule, grammar.beginnings(rule));
            left.removeAll(grammar.beginnings(rule));
        }
        keywords.put("joining", List.copyOf(left));
        return keywords;
    }

    /** What an expression puts between or before others, but for brackets, commas and the colon of a choice. */
    private static List<String> operators(Grammar grammar) {
        return Grammar.mentions(grammar.rule("expression").part()).stream()
                .flatMap(token -> grammar.typed(token).stream())
                .filter(typed -> !List.of("(", ")", ",", ":").contains(typed))
                .distinct()
                .toList();
    }

    private static List<String> unitNames() {
        var names = new ArrayList<>(List.of("CPU", "CPUs", "vCPU", "vCPUs", "core", "cores"));
        for (var name : Unit.names()) {
            var unit = Unit.named(name);
            names.add(unit != null && unit.symbol().equalsIgnoreCase(name) ? unit.symbol() : name);
        }
        return List.copyOf(names);
    }

    private static Map<String, String> tokens() {
        var tokens = new LinkedHashMap<String, String>();
        tokens.put("lineComment", "LINE_COMMENT");
        tokens.put("blockComment", "BLOCK_COMMENT");
        tokens.put("string", "STRING");
        tokens.put("moment", "MOMENT");
        tokens.put("date", "DATE");
        tokens.put("number", "NUMBER");
        tokens.put("name", "NAME");
        return tokens;
    }

    private static Map<String, String> patterns(Grammar grammar) {
        var pattern = new TokenPattern(grammar);
        var patterns = new LinkedHashMap<String, String>();
        TOKENS.forEach((name, token) -> patterns.put(name, pattern.of(token)));
        return patterns;
    }
}
