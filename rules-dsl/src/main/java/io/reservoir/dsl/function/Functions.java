package io.reservoir.dsl.function;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** All functions over numbers: to add one, add its file and its line here. */
public final class Functions {
    public static final List<Function> ALL =
            List.of(new Min(), new Max(), new Ceil(), new Floor(), new Round(), new Abs(), new Clamp());

    private Functions() {}

    /** The function of that name, ignoring case; null where there is none. */
    public static @Nullable Function named(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return ALL.stream().filter(f -> f.name().equals(lower)).findFirst().orElse(null);
    }
}
