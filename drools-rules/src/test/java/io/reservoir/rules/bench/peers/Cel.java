package io.reservoir.rules.bench.peers;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
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
    public ExpressionLoop.Compiler over(Set<String> names) {
        var builder = CelCompilerFactory.standardCelCompilerBuilder();
        names.forEach(name -> builder.addVar(name, SimpleType.DOUBLE));
        var compiler = builder.build();
        return text -> compile(compiler, text);
    }

    private ExpressionLoop.Expression compile(CelCompiler compiler, String text) {
        try {
            var program = runtime.createProgram(compiler.compile(text).getAst());
            return variables -> value(program, variables);
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static Object value(CelRuntime.Program program, Variables variables) {
        try {
            return program.eval(variables);
        } catch (CelEvaluationException e) {
            throw new IllegalStateException(e);
        }
    }
}
