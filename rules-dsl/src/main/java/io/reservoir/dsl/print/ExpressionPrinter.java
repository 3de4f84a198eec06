package io.reservoir.dsl.print;

import io.reservoir.dsl.program.Term.Operator;
import io.reservoir.dsl.syntax.Expression;
import java.util.List;
import java.util.regex.Pattern;

/** Prints expressions with the fewest parentheses that keep the tree. */
final class ExpressionPrinter {
    private static final int LOOSEST = 0;
    private static final int OR_ELSE = 1;
    private static final int OR = 2;
    private static final int AND = 3;
    private static final int NOT = 4;
    private static final int COMPARISON = 5;
    private static final int SUM = 6;
    private static final int PRODUCT = 7;
    private static final int NEGATION = 8;
    private static final int TIGHTEST = 9;

    /** Before a colon and a number they would begin a health probe, and a division behind them its path. */
    private static final Pattern LIKE_A_PROBE = Pattern.compile("(?i).*\\b(?:http|get)", Pattern.DOTALL);

    private final Written written;

    ExpressionPrinter(Written written) {
        this.written = written;
    }

    void print(Phrase phrase, Expression expression) {
        print(phrase, expression, LOOSEST);
    }

    /**
     * What a test expects, where {@code a = b} asks whether the two are equal. A number at its beginning is enclosed: the
     * line before would go on with it, as in {@code given M(C) = 1000 x 4}.
     */
    void printExpected(Phrase phrase, Expression condition) {
        var whole = new Phrase();
        print(whole, condition);
        if (Character.isDigit(whole.text().charAt(0))) {
            phrase.add("(").add(whole).add(")");
        } else if (condition instanceof Expression.Binary binary) {
            printExpected(phrase, binary);
        } else {
            phrase.add(whole);
        }
    }

    private void printExpected(Phrase phrase, Expression.Binary binary) {
        var equal = binary.operator() == Operator.EQUAL;
        if (binary.left() instanceof Expression.Call call) {
            call(phrase, Spelling.observed(call.name()), call.arguments());
        } else {
            print(phrase, binary.left(), equal ? LOOSEST : level(binary));
        }
        phrase.add(equal ? " = " : " " + binary.operator().sign() + " ");
        print(phrase, binary.right(), equal ? LOOSEST : level(binary) + 1);
    }

    private void print(Phrase phrase, Expression expression, int surrounding) {
        var encloses = level(expression) < surrounding;
        phrase.add(encloses ? "(" : "");
        switch (expression) {
            case Expression.Literal literal -> written.quantity(phrase, literal.quantity());
            case Expression.Mention mention -> phrase.add(written.place(mention.place()));
            case Expression.Call call ->
                call(phrase, Spelling.called(call.name(), call.arguments().size()), call.arguments());
            case Expression.Negate negate -> print(phrase.add("-"), negate.operand(), NEGATION);
            case Expression.Not not -> print(phrase.add("not "), not.operand(), NOT);
            case Expression.Binary binary -> {
                print(phrase, binary.left(), level(binary));
                print(phrase.add(" " + binary.operator().sign() + " "), binary.right(), level(binary) + 1);
            }
            case Expression.Choose choose -> choice(phrase, choose);
        }
        phrase.add(encloses ? ")" : "");
    }

    private void call(Phrase phrase, String name, List<Expression> arguments) {
        phrase.add(name).add("(");
        for (var i = 0; i < arguments.size(); i++) {
            print(phrase.add(i == 0 ? "" : ", "), arguments.get(i));
        }
        phrase.add(")");
    }

    private void choice(Phrase phrase, Expression.Choose choose) {
        print(phrase, choose.condition(), OR_ELSE);
        var then = new Phrase();
        print(then, choose.then(), OR_ELSE);
        var encloses = LIKE_A_PROBE.matcher(then.text()).matches();
        phrase.add(encloses ? " ? (" : " ? ").add(then).add(encloses ? ") : " : " : ");
        print(phrase, choose.otherwise());
    }

    private static int level(Expression expression) {
        return switch (expression) {
            case Expression.Literal literal -> TIGHTEST;
            case Expression.Mention mention -> TIGHTEST;
            case Expression.Call call -> TIGHTEST;
            case Expression.Negate negate -> NEGATION;
            case Expression.Not not -> NOT;
            case Expression.Choose choose -> LOOSEST;
            case Expression.Binary binary ->
                switch (binary.operator()) {
                    case OR_ELSE -> OR_ELSE;
                    case OR -> OR;
                    case AND -> AND;
                    case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL -> COMPARISON;
                    case PLUS, MINUS -> SUM;
                    case TIMES, DIVIDE, REMAINDER -> PRODUCT;
                };
        };
    }
}
