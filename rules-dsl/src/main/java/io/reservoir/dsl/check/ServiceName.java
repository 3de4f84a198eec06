package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.model.service.ServiceId;
import org.jspecify.annotations.Nullable;

/** What a service is called: as its {@code service} line says, or as its file where there is none. */
final class ServiceName {
    private static final int LONGEST = 64;

    private ServiceName() {}

    /** Null where the name cannot be one, which is reported. */
    static @Nullable ServiceId of(Declarations declared, String file, Problems problems) {
        var name = declared.serviceName();
        if (name == null) {
            return declared.isRuleFile() ? new ServiceId(nameOf(file)) : null;
        }
        if (name.text().chars().anyMatch(c -> c > 0x7f)) {
            return null;
        }
        if (!ServiceId.isValid(name.text())) {
            problems.error(
                    Code.BAD_NAME,
                    name.span(),
                    Problems.quoted(name.text()) + " is no name of a service",
                    "a letter, then at most 63 letters, digits, `_` or `-`");
            return null;
        }
        return new ServiceId(name.text());
    }

    /** A rule file is named after its file. */
    private static String nameOf(String file) {
        var name = file.replaceFirst(".*[/\\\\]", "").replaceFirst("\\.[^.]*$", "");
        var valid = name.replaceAll("[^A-Za-z0-9_-]", "-").replaceFirst("^[^A-Za-z]+", "");
        return valid.isEmpty() ? "rules" : valid.substring(0, Math.min(valid.length(), LONGEST));
    }
}
