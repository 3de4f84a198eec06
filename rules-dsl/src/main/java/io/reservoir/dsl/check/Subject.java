package io.reservoir.dsl.check;

import io.reservoir.dsl.syntax.Name;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the language itself gives a name on the left side of an equation; case is ignored. */
enum Subject {
    REPLICAS("Replicas"),
    CPU("CPU"),
    MEMORY("Memory"),
    LOAD("Load"),
    SLA("SLA"),
    DEPLOY("Deploy"),
    SPEED("SPEED");

    private final String word;

    Subject(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** The one of that name; null for a metric's. */
    static @Nullable Subject of(Name name) {
        return Arrays.stream(values()).filter(s -> name.is(s.word)).findFirst().orElse(null);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Subject::word).toList();
    }

    /** The name of a metric or indicator as the author means it: {@code Load} is the language's own. */
    static String canonical(Name name) {
        return name.lower().equals(LOAD.word.toLowerCase(Locale.ROOT)) ? LOAD.word : name.text();
    }
}
