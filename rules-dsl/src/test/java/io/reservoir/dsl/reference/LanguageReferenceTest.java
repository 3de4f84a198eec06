package io.reservoir.dsl.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.check.Lexicon;
import io.reservoir.dsl.function.Functions;
import io.reservoir.dsl.grammar.Grammar;
import io.reservoir.dsl.problem.Code;
import io.reservoir.model.diagnostic.Severity;
import io.reservoir.model.service.Setting.Question;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The description of the language is whole, and its examples are true. */
final class LanguageReferenceTest {
    private static final Pattern LINK = Pattern.compile("]\\(#([^)]+)\\)");

    static Stream<String> examples() {
        return Reference.sections().stream()
                .flatMap(section -> Template.EXAMPLE.matcher(section.text()).results())
                .map(found -> found.group(1));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleCompilesWithoutAWarningButForWhatIsCheckedOnly(String example) {
        var answer = Examples.answer(new Example("rsl", example));

        assertThat(answer.diagnostics())
                .as(answer.text())
                .allMatch(d -> d.severity() == Severity.INFO || d.code().equals(Code.NOT_YET.code()));
    }

    @Test
    void thereAreExamples() {
        assertThat(examples()).hasSizeGreaterThan(40);
    }

    static Stream<String> functionExamples() {
        return Functions.ALL.stream().map(function -> function.example());
    }

    @ParameterizedTest
    @MethodSource("functionExamples")
    void theExampleOfEveryFunctionCompiles(String example) {
        assertThat(Rsl.compile("function.rsl", "CPU(C1) = " + example).service())
                .isNotNull();
    }

    @ParameterizedTest
    @MethodSource("questionForms")
    void everyFormOfAQuestionIsUnderstood(String form) {
        var text = "service S\nnetwork RED\nC1(1 CPU, 1 GB) { set A = " + form + " }\nC2(1 CPU, 1 GB)";

        assertThat(Rsl.compile("question.rsl", text).service()).as(form).isNotNull();
    }

    static Stream<String> questionForms() {
        return Arrays.stream(Question.values())
                .flatMap(question -> Stream.of(QuestionText.forms(question).split(", (?=`)")))
                .map(form -> form.replace("`", ""));
    }

    @Test
    void everyStatementItemClauseAndLineHasItsGrammarInSomeSection() {
        var shown = Chapters.texts().stream()
                .flatMap(text ->
                        Pattern.compile("\\{\\{grammar ([^}]+)}}").matcher(text).results())
                .flatMap(found -> Stream.of(found.group(1).split(" ")))
                .toList();

        assertThat(shown).containsAll(labels());
    }

    private static List<String> labels() {
        var grammar = Grammar.rsl();
        return Vocabulary.ONE_BY_ONE.stream()
                .flatMap(rule -> grammar.rule(rule).alternatives().stream())
                .map(alternative -> Objects.requireNonNull(alternative.label()))
                .toList();
    }

    @Test
    void everyWordThatBeginsSomethingHasASectionAboutIt() {
        var keywords = Vocabulary.of(Grammar.rsl()).keywords();

        assertThat(keywords.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals("joining"))
                        .flatMap(entry -> entry.getValue().stream()))
                .allSatisfy(word -> assertThat(Reference.about(word)).as(word).isNotEmpty());
    }

    @Test
    void everyNameThatTheLanguageGivesHasASectionAboutIt() {
        var questions = Arrays.stream(Question.values()).map(Question::name);
        var names = Stream.of(
                        Lexicon.subjects().stream(),
                        Lexicon.outlook().stream(),
                        Lexicon.aggregations().keySet().stream(),
                        Functions.ALL.stream().map(function -> function.name()),
                        questions)
                .flatMap(stream -> stream);

        assertThat(names)
                .allSatisfy(name -> assertThat(Reference.about(name)).as(name).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Horizon", "and", ""})
    void thereIsNothingToSayOfOtherWords(String word) {
        assertThat(Reference.about(word)).isEmpty();
    }

    @Test
    void aWordOfSeveralMeaningsHasAllOfThem() {
        assertThat(Reference.about("MAX").stream().map(Section::title))
                .containsExactly("`max(a, b…)`", "`max(M(C), D)`", "`min` and `max`");
    }

    @Test
    void everyLinkLeadsToASection() {
        var anchors =
                Reference.sections().stream().map(LanguageDocument::anchor).toList();
        var links = LINK.matcher(LanguageDocument.of(Reference.sections()))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(anchors).doesNotHaveDuplicates();
        assertThat(links).isNotEmpty().allMatch(anchors::contains);
    }

    @Test
    void nothingIsLeftToFillIn() {
        assertThat(Reference.sections()).noneMatch(section -> section.text().contains("{{"));
    }

    @Test
    void whatIsCheckedOnlyIsSaidBehindItsExample() {
        assertThat(CheckedOnly.note("Replicas(C1) = 2 max 9")).isEmpty();
        assertThat(CheckedOnly.words(Stream.of("CPU(C1) = Forecast(Users(C1), 1 h)")))
                .containsExactly("`Forecast`");
    }
}
