package io.reservoir.rules.policy;

import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.Severity;
import io.reservoir.model.diagnostic.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.drools.model.codegen.ExecutableModelProject;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.Message;

/** One run of the compiler of rules over files: DRL to Java by the executable model, Java to classes by ECJ. */
final class PolicyBuild {
    private static final AtomicLong BUILDS = new AtomicLong();
    private static final String FOLDER = "src/main/resources/";
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)");
    private static final Pattern BEGINNING = Pattern.compile("(?:The|Unable|Duplicate|Type|Syntax|Cannot|Unknown) ");

    private final @Nullable KieBase base;
    private final List<Diagnostic> diagnostics;

    private PolicyBuild(@Nullable KieBase base, List<Diagnostic> diagnostics) {
        this.base = base;
        this.diagnostics = diagnostics;
    }

    /** What was made, null if something is wrong. */
    @Nullable
    KieBase base() {
        return base;
    }

    /** What is wrong, in the order of the texts; of the rules of one package it may be the first mistake alone. */
    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    static PolicyBuild of(List<RuleFile> files) {
        var services = KieServices.Factory.get();
        var release = services.newReleaseId("io.reservoir", "policy", Long.toString(BUILDS.incrementAndGet()));
        var system = services.newKieFileSystem().generateAndWritePomXML(release);
        var byPath = new HashMap<String, RuleFile>();
        for (var i = 0; i < files.size(); i++) {
            var path = folder(files.get(i).text()) + "/f" + i + ".drl";
            byPath.put(path, files.get(i));
            system.write(FOLDER + path, files.get(i).text());
        }
        try {
            var loader = PolicyCompiler.class.getClassLoader();
            var builder = services.newKieBuilder(system, loader).buildAll(ExecutableModelProject.class);
            var errors = builder.getResults().getMessages(Message.Level.ERROR);
            if (!errors.isEmpty()) {
                return new PolicyBuild(null, diagnostics(errors, byPath, files));
            }
            return new PolicyBuild(services.newKieContainer(release, loader).getKieBase(), List.of());
        } finally {
            services.getRepository().removeKieModule(release);
        }
    }

    /** Drools wants a file to lie where its package is. */
    private static String folder(String text) {
        var named = PACKAGE.matcher(text);
        return named.find() ? named.group(1).replace('.', '/') : "defaultpkg";
    }

    private static List<Diagnostic> diagnostics(
            List<Message> errors, Map<String, RuleFile> byPath, List<RuleFile> files) {
        var whereabouts = new Whereabouts(files);
        var diagnostics = new ArrayList<Diagnostic>();
        for (var error : errors) {
            var file = byPath.get(error.getPath());
            if (file != null) {
                diagnostics.add(inDrl(error, file));
            } else if (error.getLine() > 0) {
                diagnostics.add(inJava(error, errors, whereabouts, files.getLast()));
            }
        }
        if (diagnostics.isEmpty()) {
            errors.forEach(
                    error -> diagnostics.add(diagnostic(Places.start(files.getLast()), firstLine(error.getText()))));
        }
        return diagnostics.stream()
                .distinct()
                .sorted(Comparator.comparing((Diagnostic d) -> d.span().file())
                        .thenComparingInt(d -> d.span().start()))
                .toList();
    }

    private static Diagnostic inDrl(Message error, RuleFile file) {
        var text = firstLine(error.getText());
        var found = new Whereabouts(List.of(file)).ofMessage(text);
        var place = found == null ? Places.from(file, error.getLine(), 1) : found;
        return diagnostic(place, text);
    }

    /** An error in generated Java: the message that has no line brings the text that the line is one of. */
    private static Diagnostic inJava(Message error, List<Message> errors, Whereabouts whereabouts, RuleFile otherwise) {
        var source = errors.stream()
                .filter(other -> other.getLine() == 0 && error.getPath().equals(other.getPath()))
                .map(Message::getText)
                .findFirst()
                .orElse("");
        var java = source.substring(source.indexOf('\n') + 1);
        var line =
                java.lines().skip(Math.max(0, error.getLine() - 1)).findFirst().orElse("");
        var lineStart = java.lines()
                .limit(Math.max(0, error.getLine() - 1))
                .mapToInt(before -> before.length() + 1)
                .sum();
        var found = whereabouts.ofJava(line, error.getColumn() - lineStart, error.getText());
        return diagnostic(found == null ? Places.start(otherwise) : found, firstLine(error.getText()));
    }

    private static Diagnostic diagnostic(Span place, String message) {
        var shown = message.replaceAll("LambdaConsequence[0-9A-F]+", "the rule").strip();
        return new Diagnostic(Severity.ERROR, PolicyCompiler.CODE, place, lowerCase(shown), null);
    }

    /** What begins with a word of its own, and not with a name of the text, begins in lower case. */
    private static String lowerCase(String message) {
        return BEGINNING.matcher(message).lookingAt()
                ? Character.toLowerCase(message.charAt(0)) + message.substring(1)
                : message;
    }

    private static String firstLine(@Nullable String text) {
        return String.valueOf(text).lines().findFirst().orElse("");
    }
}
