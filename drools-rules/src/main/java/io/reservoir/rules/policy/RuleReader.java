package io.reservoir.rules.policy;

import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.Severity;
import io.reservoir.model.diagnostic.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.drools.drl.parser.ParserError;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Reads which rules stand in files, and what is wrong in them that the compiler would say late or badly. */
final class RuleReader {
    /** A rule and the file it stands in, from its first char up to and with its last one. */
    record Found(String name, RuleFile file, int line, int start, int end) {}

    private final List<Found> rules = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Map<String, Found> byName = new HashMap<>();

    private RuleReader() {}

    /** Reads files of one author, in which no name may stand twice. */
    static RuleReader read(List<RuleFile> files) {
        var reader = new RuleReader();
        reader.checkNumber(files);
        files.forEach(reader::read);
        if (reader.rules.size() > PolicyLimits.RULES) {
            var first = reader.rules.get(PolicyLimits.RULES);
            reader.error(
                    Places.from(first.file(), first.line(), 1),
                    "there are " + reader.rules.size() + " rules, and at most " + PolicyLimits.RULES + " are taken",
                    null);
        }
        return reader;
    }

    List<Found> rules() {
        return rules;
    }

    Set<String> names() {
        return new HashSet<>(byName.keySet());
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** A text of that file with blanks where the rule stands that a place is in. */
    String blanked(String file, String text, Span place) {
        for (var rule : rules) {
            if (rule.file().name().equals(file)
                    && place.file().equals(file)
                    && rule.start() <= place.start()
                    && place.start() <= rule.end()) {
                var end = Math.min(rule.end() + 1, text.length());
                return text.substring(0, rule.start())
                        + text.substring(rule.start(), end).replaceAll("\\S", " ")
                        + text.substring(end);
            }
        }
        return text;
    }

    private void checkNumber(List<RuleFile> files) {
        if (files.size() > PolicyLimits.FILES) {
            error(
                    Places.start(files.get(PolicyLimits.FILES)),
                    "there are " + files.size() + " files, and at most " + PolicyLimits.FILES + " are taken",
                    null);
        }
    }

    private void read(RuleFile file) {
        if (file.text().length() > PolicyLimits.FILE_CHARS) {
            error(
                    Places.start(file),
                    "the file has " + file.text().length() + " characters, and at most " + PolicyLimits.FILE_CHARS
                            + " are taken",
                    null);
            return;
        }
        var read = parse(file);
        if (read != null) {
            read.getRules()
                    .forEach(rule -> add(new Found(
                            rule.getName(), file, rule.getLine(), rule.getStartCharacter(), rule.getEndCharacter())));
            read.getGlobals()
                    .forEach(global -> error(
                            Places.from(file, global.getLine(), 1),
                            "`global " + global.getIdentifier() + "`: there are no globals here",
                            "a rule inserts verdicts, and that is all it does"));
        }
    }

    private void add(Found found) {
        var first = byName.putIfAbsent(found.name(), found);
        if (first == null) {
            rules.add(found);
            return;
        }
        error(
                Places.from(found.file(), found.line(), 1),
                "there are two rules `" + found.name() + "`",
                "the other one stands at " + first.file().name() + ":" + first.line());
    }

    private @Nullable PackageDescr parse(RuleFile file) {
        var parser = new DrlParser(LanguageLevelOption.DRL6);
        try {
            var read = parser.parse(false, file.text());
            if (!parser.hasErrors()) {
                return read;
            }
        } catch (DroolsParserException e) {
            if (!parser.hasErrors()) {
                error(Places.start(file), "this is no DRL: " + firstLine(e.getMessage()), null);
            }
        }
        for (var problem : parser.getErrors()) {
            var place = problem instanceof ParserError at
                    ? Places.from(file, at.getRow(), at.getCol() + 1)
                    : Places.start(file);
            error(place, message(problem.getMessage()), null);
        }
        return null;
    }

    /** What the parser says without its own numbers for the error and the place. */
    private static String message(@Nullable String text) {
        return firstLine(text).replaceFirst("^\\[ERR \\d+] (?:Line \\d+:\\d+ )?", "");
    }

    private static String firstLine(@Nullable String text) {
        return String.valueOf(text).lines().findFirst().orElse("");
    }

    private void error(Span span, String message, @Nullable String help) {
        diagnostics.add(new Diagnostic(Severity.ERROR, PolicyCompiler.CODE, span, message, help));
    }
}
