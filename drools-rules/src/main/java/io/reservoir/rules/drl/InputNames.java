package io.reservoir.rules.drl;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the inputs of a program are called in its printed rules: as their author wrote them, with the window where two
 * would be called alike, and with a number where that is not enough.
 */
public final class InputNames {
    private InputNames() {}

    /** By index of the input, no two alike. */
    public static List<String> of(CheckedService program) {
        var texts = program.inputs().stream().map(Input::text).toList();
        var windowed = IntStream.range(0, texts.size())
                .mapToObj(i -> isTwice(texts, i) ? withWindow(program.inputs().get(i), texts.get(i)) : texts.get(i))
                .toList();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < windowed.size(); i++) {
            var name = windowed.get(i);
            for (int n = 2; names.contains(name); n++) {
                name = windowed.get(i) + " #" + n;
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    private static boolean isTwice(List<String> texts, int index) {
        return Collections.frequency(texts, texts.get(index)) > 1;
    }

    private static String withWindow(Input input, String text) {
        return input instanceof Input.Windowed windowed ? text + " over " + inWords(windowed.window()) : text;
    }

    private static String inWords(Duration window) {
        return window.toMillis() % 1_000 == 0 ? window.toSeconds() + " s" : window.toMillis() + " ms";
    }
}
