package io.reservoir.dsl.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.reservoir.dsl.parser.SourceParser;
import io.reservoir.dsl.problem.Limits;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.dsl.syntax.Statement;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes: the statements that can be read are returned, each with its place, and the rest is reported. */
@ExtendWith(LexerDictionary.class)
final class ParserFuzzTest {
    @DictionaryFile(resourcePath = LexerDictionary.RESOURCE)
    @MethodSource("io.reservoir.dsl.fuzz.Seeds#texts")
    @FuzzTest(maxDuration = "45s")
    void parse(byte[] bytes) {
        Promises.keep(new String(bytes, UTF_8), text -> {
            var source = new SourceText(Promises.FILE, text);
            var problems = new Problems();
            var file = SourceParser.parse(source, Limits.DEFAULT, problems);
            file.statements().stream().map(Statement::span).forEach(span -> Promises.liesWithin(source, span));
            return problems.sorted(Integer.MAX_VALUE);
        });
    }
}
