package io.reservoir.controller.policy;

import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.rules.policy.GoldenCase;
import io.reservoir.rules.policy.GoldenRun;
import io.reservoir.rules.policy.PolicyCompiler;
import io.reservoir.rules.policy.PolicyRules;
import io.reservoir.rules.policy.ShippedRules;
import java.util.ArrayList;
import java.util.List;

/** What came of looking at an operator's files before they may decide anything. */
public sealed interface PolicyCheck {
    /**
     * They compile, and all golden cases hold.
     *
     * @param cases how many there are, the shipped ones included
     */
    record Passed(PolicyRules rules, int cases) implements PolicyCheck {}

    /** Something is wrong: all of it, at its place. */
    record Refused(List<Diagnostic> diagnostics) implements PolicyCheck {}

    /**
     * Compiles them and holds them to the golden cases.
     *
     * @param author who brings the files
     */
    static PolicyCheck of(PolicyFiles files, String author) {
        var diagnostics = new ArrayList<Diagnostic>();
        var own = new ArrayList<GoldenCase>();
        for (var file : files.cases()) {
            var read = GoldenFile.read(file);
            own.addAll(read.cases());
            diagnostics.addAll(read.diagnostics());
        }
        var shipped = GoldenFile.read(ShippedRules.goldenCases()).cases();
        return switch (PolicyCompiler.compile(files.rules(), author)) {
            case PolicyCompiler.Compilation.Refused(var mistakes) -> {
                diagnostics.addAll(mistakes);
                yield new Refused(List.copyOf(diagnostics));
            }
            case PolicyCompiler.Compilation.Compiled(var rules) -> {
                diagnostics.addAll(GoldenRun.failures(rules, shipped, own));
                yield diagnostics.isEmpty()
                        ? new Passed(rules, shipped.size() + own.size())
                        : new Refused(List.copyOf(diagnostics));
            }
        };
    }
}
