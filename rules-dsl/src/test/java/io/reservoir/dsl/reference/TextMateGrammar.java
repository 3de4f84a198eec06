package io.reservoir.dsl.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The vocabulary as a TextMate grammar: {@code docs/syntax/rsl.tmLanguage.json}. The first pattern that matches counts. */
final class TextMateGrammar {
    private static final String ANY_CASE = "(?i)";
    private static final String CALLED = "(?=\\s*\\()";
    private static final String NOT_CALLED = "(?!\\s*[(=\\[])";

    private final Vocabulary words;
    private final List<Map<String, Object>> patterns = new ArrayList<>();

    private TextMateGrammar(Vocabulary words) {
        this.words = words;
    }

    static Map<String, Object> of(Vocabulary words) {
        var grammar = new TextMateGrammar(words);
        grammar.addTokens();
        grammar.addNames();
        grammar.addKeywords();
        grammar.addSigns();
        var document = new LinkedHashMap<String, Object>();
        document.put("name", "Reservoir service language");
        document.put("scopeName", "source.rsl");
        document.put("fileTypes", List.of("rsl"));
        document.put("patterns", grammar.patterns);
        return document;
    }

    private void addTokens() {
        var tokens = words.patterns();
        add("comment.line.double-slash.rsl", tokens.get("lineComment"));
        addSpan("comment.block.rsl", "/\\*", "\\*/");
        addSpan("string.quoted.double.rsl", "\"", "\"|$");
        add("constant.other.date.rsl", "\\b(?:" + tokens.get("moment") + "|" + tokens.get("date") + ")\\b");
        var unit = oneOf(words.units()) + "(?:/" + oneOf(words.units()) + ")?(?![\\w(])";
        addCaptures(
                "\\b(" + tokens.get("number") + ")[ \\t]*(" + unit + ")",
                "constant.numeric.rsl",
                "keyword.other.unit.rsl");
        add("constant.numeric.rsl", "\\b" + tokens.get("number"));
    }

    private void addNames() {
        var functions = Stream.of(
                        words.functions(), words.aggregations(), words.outlook(), words.counts(), words.questions())
                .flatMap(List::stream)
                .filter(word -> !word.equals("p95"))
                .distinct()
                .toList();
        add("support.type.subject.rsl", "\\b" + oneOf(words.subjects()) + CALLED);
        add("support.function.rsl", "\\b(?:" + oneOf(functions) + "|p\\d+)" + CALLED);
        add("constant.language.sla-class.rsl", "\\b" + oneOf(words.slaClasses()) + "\\b(?!\\s*[({])");
    }

    private void addKeywords() {
        words.keywords().forEach((rule, keywords) -> {
            var scope = rule.equals("joining") ? "keyword.other.rsl" : "keyword.control." + kind(rule) + ".rsl";
            var place = rule.equals("statement") ? "^\\s*" : "\\b";
            if (!keywords.isEmpty()) {
                add(scope, place + oneOf(keywords) + "\\b" + NOT_CALLED);
            }
        });
        add("keyword.operator.word.rsl", "\\b" + oneOf(letters(true)) + "\\b");
        add("entity.name.function.rsl", "\\b" + words.patterns().get("name") + CALLED);
        add("variable.other.rsl", words.patterns().get("name"));
    }

    private static String kind(String rule) {
        return rule.replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private void addSigns() {
        add("keyword.operator.rsl", oneOf(letters(false)));
        add("punctuation.rsl", oneOf(words.punctuation()));
    }

    private List<String> letters(boolean wanted) {
        return words.operators().stream()
                .filter(operator -> Character.isLetter(operator.charAt(0)) == wanted)
                .toList();
    }

    private void add(String scope, String match) {
        patterns.add(ordered("name", scope, "match", ANY_CASE + match));
    }

    private void addSpan(String scope, String begin, String end) {
        var pattern = ordered("name", scope, "begin", begin, "end", end);
        if (scope.startsWith("string")) {
            pattern.put("patterns", List.of(ordered("name", "constant.character.escape.rsl", "match", "\\\\.")));
        }
        patterns.add(pattern);
    }

    private void addCaptures(String match, String first, String second) {
        patterns.add(ordered(
                "match",
                ANY_CASE + match,
                "captures",
                ordered("1", ordered("name", first), "2", ordered("name", second))));
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (var i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /** Longer ones first: {@code <=} is not {@code <} and something else. */
    private static String oneOf(List<String> texts) {
        return texts.stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(text -> text))
                .map(text -> text.replaceAll("[\\\\.\\[\\]{}()*+?^$|]", "\\\\$0"))
                .collect(Collectors.joining("|", "(?:", ")"));
    }
}
