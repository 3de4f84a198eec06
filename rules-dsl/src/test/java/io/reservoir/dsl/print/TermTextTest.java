package io.reservoir.dsl.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.Assignment;
import io.reservoir.dsl.program.CheckedService;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TermTextTest {
    private static CheckedService compiled(String expression) {
        return Objects.requireNonNull(
                Rsl.compile("t.rsl", "Replicas(C) = " + expression + " max 9").service());
    }

    private static Assignment assignment(CheckedService service) {
        return service.assignments().getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            X(C) / 500                    | X(C) / 500
            1 + 2 * 3 - 4                 | 1 + 2 * 3 - 4
            (1 + 2) * 3                   | (1 + 2) * 3
            1 - (2 - 3)                   | 1 - (2 - 3)
            1 - 2 - 3                     | 1 - 2 - 3
            -X(C) * -2                    | -X(C) * -2
            -(1 + 2)                      | -(1 + 2)
            X(C) / 5 ?? Y(C) / 6 ?? 7     | X(C) / 5 ?? Y(C) / 6 ?? 7
            X(C) > 1 and X(C) < 9 or not Y(C) == 3 ? 1 : 2 | X(C) > 1 and X(C) < 9 or not Y(C) == 3 ? 1 : 2
            X(C) > 1 ? 1 : X(C) > 2 ? 2 : 3 | X(C) > 1 ? 1 : (X(C) > 2 ? 2 : 3)
            MAX(X(C), Ceil(2))            | max(X(C), ceil(2))
            ((X(C)))                      | X(C)
            10 % 3                        | 10 % 3
            X(C) * 70%                    | X(C) * 0.7
            max(X(C), 1) max max(1, 2)    | max(X(C), 1)
            """)
    void printsWithAsFewParenthesesAsTheMeaningNeeds(String written, String expected) {
        var service = compiled(written.replace(" max max(1, 2)", ""));

        assertThat(TermText.readable(assignment(service).value().root(), service))
                .isEqualTo(expected);
    }

    @Test
    void termsThatDifferInConstantsAloneHaveOneCanonicalText() {
        var one = assignment(compiled("X(C) / 500 + X(C)")).value().root();
        var other = assignment(compiled("Y(C) / 900 + Y(C)")).value().root();

        assertThat(TermText.canonical(one)).isEqualTo("in0 / $0 + in0");
        assertThat(TermText.canonical(other)).isEqualTo(TermText.canonical(one));
        assertThat(other).isEqualTo(one);
    }

    @Test
    void theExactTextTellsConstantsApart() {
        var one = compiled("X(C) / 500.0001");
        var other = compiled("X(C) / 500.0002");

        assertThat(TermText.exact(assignment(one).value().root(), one.constants()))
                .isEqualTo("in0 / 500.0001")
                .isNotEqualTo(TermText.exact(assignment(other).value().root(), other.constants()));
    }
}
