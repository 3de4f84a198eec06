package io.reservoir.rules.policy;

import io.reservoir.model.diagnostic.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The shipped rules and an operator's, compiled together. What is compiled is code and can do whatever the program can; only who may change the program may bring it.
 */
public final class PolicyCompiler {
    /** The code of all diagnostics about policy files. */
    public static final String CODE = "POL-001";

    /** So many rules with mistakes are looked for in one run. */
    private static final int ROUNDS = 16;

    /** What came of compiling. */
    public sealed interface Compilation {
        /** The rules, ready to be asked. */
        record Compiled(PolicyRules rules) implements Compilation {}

        /** Nothing was made: all that is wrong, at its place. */
        record Refused(List<Diagnostic> diagnostics) implements Compilation {}
    }

    private PolicyCompiler() {}

    /** The shipped rules alone: compiled once, when first they are asked for. */
    public static PolicyRules shipped() {
        return Shipped.RULES;
    }

    private static final class Shipped {
        private static final PolicyRules RULES = switch (compile(List.of(), ShippedRules.AUTHOR)) {
            case Compilation.Compiled(var rules) -> rules;
            case Compilation.Refused(var diagnostics) ->
                throw new IllegalStateException("the shipped rules do not compile: " + diagnostics);
        };
    }

    /**
     * Compiles the shipped rules and those of an operator, whose rules replace shipped ones of the same name.
     *
     * @param author who brings the files: for all rules that do not name theirs
     */
    public static Compilation compile(List<RuleFile> files, String author) {
        var sorted = files.stream().sorted(Comparator.comparing(RuleFile::name)).toList();
        var own = RuleReader.read(sorted);
        if (!own.diagnostics().isEmpty()) {
            return new Compilation.Refused(own.diagnostics());
        }
        var shipped = RuleReader.read(ShippedRules.files());
        var names = own.names();
        var kept = shipped.rules().stream()
                .filter(rule -> !names.contains(rule.name()))
                .toList();
        var inForce = Stream.concat(kept.stream().map(RuleReader.Found::file), sorted.stream())
                .toList();
        var rules = Stream.concat(
                        kept.stream().map(rule -> named(rule, true, false)),
                        own.rules().stream()
                                .map(rule -> named(rule, false, shipped.names().contains(rule.name()))))
                .toList();
        var build = PolicyBuild.of(inForce);
        var base = build.base();
        return base == null
                ? new Compilation.Refused(allMistakes(build.diagnostics(), inForce, own))
                : new Compilation.Compiled(new PolicyRules(base, hash(inForce), author, rules, inForce));
    }

    /**
     * Makes a policy again of all its texts, as {@link PolicyRules#files} gave them.
     *
     * @param author who brought it into force
     */
    public static Compilation restore(List<RuleFile> files, String author) {
        var read = RuleReader.read(files);
        var shipped = ShippedRules.files();
        var rules = read.rules().stream()
                .map(rule -> named(rule, shipped.contains(rule.file()), false))
                .toList();
        var build = PolicyBuild.of(files);
        var base = build.base();
        return base == null
                ? new Compilation.Refused(build.diagnostics())
                : new Compilation.Compiled(new PolicyRules(base, hash(files), author, rules, files));
    }

    private static RuleName named(RuleReader.Found rule, boolean shipped, boolean replaces) {
        return new RuleName(rule.name(), rule.file().name(), rule.line(), shipped, replaces);
    }

    /**
     * The compiler stops at the first mistake of a package: what it found is blanked, rule by rule, and the rest looked
     * at again.
     */
    private static List<Diagnostic> allMistakes(List<Diagnostic> first, List<RuleFile> inForce, RuleReader own) {
        var all = new ArrayList<Diagnostic>(first);
        var found = first;
        var files = inForce;
        for (var round = 0; round < ROUNDS && !found.isEmpty(); round++) {
            var rest = without(found, files, own);
            if (rest.equals(files)) {
                break;
            }
            files = rest;
            found = PolicyBuild.of(files).diagnostics();
            all.addAll(found);
        }
        return all.stream()
                .distinct()
                .sorted(Comparator.comparing((Diagnostic d) -> d.span().file())
                        .thenComparingInt(d -> d.span().start()))
                .toList();
    }

    private static List<RuleFile> without(List<Diagnostic> mistakes, List<RuleFile> files, RuleReader own) {
        return files.stream()
                .map(file -> {
                    var text = file.text();
                    for (var mistake : mistakes) {
                        text = own.blanked(file.name(), text, mistake.span());
                    }
                    return new RuleFile(file.name(), text);
                })
                .toList();
    }

    /** The same for the same texts under the same names, whoever brings them. */
    private static String hash(List<RuleFile> files) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            files.stream()
                    .sorted(Comparator.comparing(RuleFile::name))
                    .forEach(file -> Stream.of(
                                    file.name(), Integer.toString(file.text().length()), file.text())
                            .forEach(part -> {
                                digest.update(part.getBytes(StandardCharsets.UTF_8));
                                digest.update((byte) 0);
                            }));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Shipped names that an operator's rules took the place of. */
    static Set<String> replaced(PolicyRules rules) {
        return rules.rules().stream()
                .filter(RuleName::replaces)
                .map(RuleName::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
