package io.reservoir.rules.bench.peers;

import java.util.Set;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlEngine;

/** Commons JEXL. */
final class Jexl implements ExpressionLoop.Language {
    static final String NAME = "JEXL";

    private final JexlEngine engine =
            new JexlBuilder().strict(true).silent(false).create();

    @Override
    public ExpressionLoop.Compiler over(Set<String> names) {
        return text -> engine.createExpression(text)::evaluate;
    }
}
