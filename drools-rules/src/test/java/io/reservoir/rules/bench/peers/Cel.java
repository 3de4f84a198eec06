package io.reservoir.rules.bench.peers;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Set;

/** CEL-Java, with the newer and faster of its runtimes. */
final class Cel implements ExpressionLoop.Language {
    static final String NAME = "CEL-Java";

    private final CelRuntime runtime = CelRuntimeFactory.plannerRuntimeBuilder().build();

    @Override
    public ExpressionLoop.Expression compile(String text, Set<String> names) {
        var compiler = CelCompilerFactory.standardCelCompilerBuilder();
        names.forEach(name -> compiler.addVar(name, SimpleType.DOUBLE));
        try {
            var program = runtime.createProgram(compiler.build().compile(text).getAst());
            return variables -> {
                try {
                    return program.eval(variables);
                } catch (CelEvaluationException e) {
                    throw new IllegalStateException(text, e);
                }
            };
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
