package io.reservoir.dsl.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.problem.Code;
import io.reservoir.model.diagnostic.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every code has its page, and the examples of the page are what it says they are. */
final class CodePagesTest {
    static List<CodePage> pages() {
        return Reference.pages();
    }

    @Test
    void everyCodeHasAPage() {
        assertThat(Arrays.stream(Code.values()).map(Code::code).filter(code -> Reference.page(code) == null))
                .as("codes without their file in src/main/resources/io/reservoir/dsl/reference/codes")
                .isEmpty();
    }

    @Test
    void aCodeThatDoesNotExistHasNone() {
        assertThat(Reference.page("RSL-999")).isNull();
    }

    @Test
    void aPageIsFoundByItsCodeAndPrintedWhole() {
        var page = Objects.requireNonNull(Reference.page("RSL-014"));

        assertThat(page.code()).isEqualTo(Code.UNKNOWN_COMPONENT);
        assertThat(page.markdown())
                .contains(page.meaning())
                .contains(page.wrong().shown())
                .contains(page.mended().shown());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theWrongExampleIsToldUnderTheCode(CodePage page) {
        var answer = Examples.answer(page.wrong());

        assertThat(answer.diagnostics())
                .as(answer.text())
                .anyMatch(d -> d.code().equals(page.code().code()) && d.severity() == page.severity());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theMendedExampleIsNotAndHasNoError(CodePage page) {
        var answer = Examples.answer(page.mended());

        assertThat(answer.diagnostics())
                .as(answer.text())
                .noneMatch(d -> d.severity() == Severity.ERROR)
                .noneMatch(d -> d.code().equals(page.code().code()));
    }

    @Test
    void charactersThatNobodySeesAreShown() {
        assertThat(new Example("rsl", "a⟨U+202E⟩b").text()).isEqualTo("a\u202eb");
    }
}
