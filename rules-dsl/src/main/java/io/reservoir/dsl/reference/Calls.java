package io.reservoir.dsl.reference;

import io.reservoir.dsl.check.Lexicon;
import io.reservoir.dsl.function.Function;
import io.reservoir.dsl.function.Functions;
import io.reservoir.model.service.Setting.Question;
import java.util.Arrays;
import java.util.stream.Stream;

/** What is called with arguments and described where it is defined, each as a section of its own. */
final class Calls {
    private Calls() {}

    static Stream<Section> sections() {
        return Stream.of(
                        Functions.ALL.stream().map(Calls::section),
                        Lexicon.aggregations().entrySet().stream()
                                .map(named -> new Section(
                                        3,
                                        "`" + over(named.getKey()) + "`",
                                        AggregationText.summary(named.getValue()))),
                        Arrays.stream(Question.values())
                                .map(question ->
                                        new Section(3, QuestionText.forms(question), QuestionText.summary(question))))
                .flatMap(stream -> stream);
    }

    static String form(Function function) {
        return function.name() + "(" + function.parameters() + ")";
    }

    /** An aggregation of a metric over a time. */
    static String over(String aggregation) {
        return aggregation + "(M(C), D)";
    }

    private static Section section(Function function) {
        return new Section(
                3, "`" + form(function) + "`", function.summary() + "\n\n```rsl\n" + function.example() + "\n```");
    }
}
