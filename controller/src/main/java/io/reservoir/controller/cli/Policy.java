package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.DiagnosticView;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.PolicyView;
import io.reservoir.controller.explain.Table;
import io.reservoir.controller.policy.PolicyCheck;
import io.reservoir.controller.policy.PolicyFiles;
import io.reservoir.dsl.problem.Suggestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy}: the operators' rules of a server, and of a directory without one. */
@Command(
        name = "policy",
        description = "Show a server's policy rules, let it read them again, or test a directory of them.",
        footer = {
            "",
            "policy test DIR compiles the rules in DIR with the shipped ones and runs all golden cases,",
            "without a server. policy apply lets the server read the directory that it was started with."
        })
final class Policy implements Callable<Integer> {
    private static final List<String> VERBS = List.of("show", "apply", "test");

    private final Terminal terminal;

    @Mixin
    private final ServerOption serverOption = new ServerOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Option(
            names = "--author",
            paramLabel = "NAME",
            description = "Who answers for the rules, with apply; the name of your account unless given.")
    private @Nullable String author;

    @Parameters(index = "0", paramLabel = "VERB", description = "show, apply or test.")
    private String verb = "";

    @Parameters(index = "1", paramLabel = "DIR", arity = "0..1", description = "With test: where the rules are.")
    private @Nullable Path directory;

    Policy(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var word = verb.toLowerCase(Locale.ROOT);
        if (!VERBS.contains(word)) {
            throw Refusal.usage("there is no verb `" + verb + "`", Suggestion.help(verb, VERBS, "verbs"));
        }
        if (word.equals("test")) {
            return test();
        }
        if (directory != null) {
            throw Refusal.usage(
                    "policy " + word + " takes no directory",
                    "a server has the one that it was started with: ./reservoir serve --policy DIR");
        }
        if (author != null && word.equals("show")) {
            throw Refusal.usage("--author goes with apply and test", null);
        }
        try (var server = serverOption.connect(terminal)) {
            return word.equals("show") ? print(server.get(Paths.POLICY, PolicyView.class)) : apply(server);
        }
    }

    private int test() {
        if (directory == null) {
            throw Refusal.usage("policy test takes a directory", "such as ./reservoir policy test policy");
        }
        if (serverOption.isGiven()) {
            throw Refusal.usage("policy test asks no server", null);
        }
        Logs.quiet();
        try {
            var files = PolicyFiles.in(directory);
            return switch (PolicyCheck.of(files, author())) {
                case PolicyCheck.Passed(var rules, var cases) -> {
                    terminal.tell(cases + " golden cases hold");
                    yield print(PolicyView.of(rules, directory));
                }
                case PolicyCheck.Refused(var diagnostics) -> {
                    if (output.isJson()) {
                        Json.print(terminal, new Refused(DiagnosticView.of(diagnostics)));
                    } else {
                        Diagnoses.tell(
                                diagnostics, found -> files.text(found.span().file()), terminal);
                    }
                    var summary = Diagnoses.summary(diagnostics, terminal.style());
                    Failures.tell(directory + ": " + summary, null, terminal);
                    yield Exit.FAILED;
                }
            };
        } catch (IOException e) {
            throw Refusal.of(String.valueOf(e.getMessage()), null);
        }
    }

    /** What {@code policy test} found, for programs. */
    record Refused(List<DiagnosticView> diagnostics) {}

    private int apply(Server server) {
        try {
            var path = new Query(Paths.POLICY).with("author", author()).toString();
            return print(server.put(path, "", PolicyView.class));
        } catch (ProblemReply e) {
            Failures.tell(e.problem(), null, terminal);
            return Exit.FAILED;
        }
    }

    private String author() {
        return author == null ? System.getProperty("user.name", "unknown") : author;
    }

    private int print(PolicyView policy) {
        if (output.isJson()) {
            Json.print(terminal, policy);
            return Exit.OK;
        }
        terminal.print("policy " + policy.hash() + " of " + policy.author()
                + (policy.directory() == null ? "" : ", from " + policy.directory()) + "\n\n");
        var table = Table.headed("RULE", "FILE", "FROM");
        policy.rules()
                .forEach(rule -> table.row(
                        rule.name(),
                        rule.shipped() ? rule.file() : rule.file() + ":" + rule.line(),
                        rule.shipped()
                                ? "shipped"
                                : rule.replaces() ? "operator, replaces the shipped one" : "operator"));
        terminal.print(table.toString());
        return Exit.OK;
    }
}
