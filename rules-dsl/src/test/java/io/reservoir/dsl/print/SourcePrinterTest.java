package io.reservoir.dsl.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.generate.ProgramGenerator;
import io.reservoir.dsl.parser.CommentReader;
import io.reservoir.dsl.parser.SourceParser;
import io.reservoir.dsl.problem.Limits;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.Term;
import io.reservoir.dsl.syntax.Clause;
import io.reservoir.dsl.syntax.Comment;
import io.reservoir.dsl.syntax.Expression;
import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.SettingPart;
import io.reservoir.dsl.syntax.SlaTerm;
import io.reservoir.dsl.syntax.SourceFile;
import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.TestLine;
import io.reservoir.dsl.syntax.Value;
import io.reservoir.model.diagnostic.DiagnosticText;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is printed reads as what was written, whatever that was. */
final class SourcePrinterTest {
    private static final int PROGRAMS = 10_000;

    private static SourceFile parsed(String text) {
        var problems = new Problems();
        var file = SourceParser.parse(new SourceText("x.rsl", text), Limits.DEFAULT, problems);
        assertThat(problems.sorted(10))
                .as("%s\nin\n%s", DiagnosticText.print(problems.sorted(10), text), text)
                .isEmpty();
        return file;
    }

    private static String printed(SourceFile file) {
        return SourcePrinter.print(file, CommentReader.read(file.source()));
    }

    private static List<String> comments(String text) {
        return CommentReader.read(new SourceText("x.rsl", text)).stream()
                .map(Comment::text)
                .map(comment -> comment.replaceAll("\\s+", " ").strip())
                .toList();
    }

    static void keepsEverything(String text) {
        keepsEverything(text, comments(text), new HashSet<>());
    }

    private static void keepsEverything(String text, List<String> comments, Set<Object> seen) {
        var file = parsed(text);
        var printed = printed(file);
        var again = parsed(printed);

        assertThat(TreeText.of(again)).as("%s\nprinted\n%s", text, printed).isEqualTo(TreeText.of(file, seen));
        assertThat(printed(again)).as("printed twice; first\n%s", text).isEqualTo(printed);
        assertThat(comments(printed)).as("%s\nprinted\n%s", text, printed).isEqualTo(comments);
        assertThat(printed)
                .doesNotContain(" \n", "\n\n\n")
                .doesNotStartWith("\n")
                .doesNotEndWith("\n\n");
    }

    @Test
    void keepsEverythingThatTheGeneratorThinksOf() {
        var seen = new HashSet<>();
        for (var seed = 0L; seed < PROGRAMS; seed++) {
            var program = ProgramGenerator.of(seed);
            try {
                var comments = comments(program.text());
                assertThat(comments).hasSize(program.comments());
                keepsEverything(program.text(), comments, seen);
            } catch (AssertionError | RuntimeException fault) {
                throw new AssertionError("seed " + seed, fault);
            }
        }
        assertThat(seen).containsAll(everyKindOfNode());
    }

    /** All records and constants that a tree without mistakes may hold: the generator has to think of each. */
    private static List<Object> everyKindOfNode() {
        var kinds = Stream.<Class<?>>of(
                        Statement.class,
                        Value.class,
                        Clause.class,
                        Expression.class,
                        Item.class,
                        Item.Probe.class,
                        SettingPart.class,
                        TestLine.class,
                        SlaTerm.class)
                .flatMap(kind -> Arrays.stream(kind.getPermittedSubclasses()))
                .filter(kind -> kind != Statement.Broken.class)
                .map(kind -> (Object) kind);
        var constants = Stream.of(
                        Term.Operator.values(),
                        Statement.Relation.values(),
                        Value.Kind.values(),
                        Clause.Answer.values())
                .flatMap(Arrays::stream)
                .map(constant -> (Object) constant);
        return Stream.concat(kinds, constants).toList();
    }
}
