package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.service.Image;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The images of a service: those that are declared, then those that are used and registered at the site. */
final class Images {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private final Problems problems;
    private final Map<String, Image> known = new LinkedHashMap<>();

    Images(Map<String, Statement.Image> declared, Problems problems) {
        this.problems = problems;
        declared.values().forEach(this::declare);
    }

    List<Image> all() {
        return List.copyOf(known.values());
    }

    private void declare(Statement.Image statement) {
        var source = statement.source();
        var digest = statement.sha256();
        if (source != null && source.value().isBlank()) {
            problems.error(Code.SYNTAX, source.span(), "an image comes from a file or address");
        }
        if (digest != null && !SHA256.matcher(digest.value()).matches()) {
            problems.error(
                    Code.DIGEST,
                    digest.span(),
                    "a SHA-256 digest has 64 hexadecimal digits, not "
                            + digest.value().length(),
                    "`sha256sum` prints it");
        }
        var name = statement.name().text();
        known.put(
                name,
                new Image(
                        name,
                        source == null ? null : source.value(),
                        digest == null ? null : digest.value().toLowerCase(Locale.ROOT)));
    }

    /** An image that is not declared is one that the site knows, unless it looks misspelt. */
    @Nullable
    String use(Name name) {
        if (known.containsKey(name.text())) {
            return name.text();
        }
        var meant = Suggestion.nearest(name.text(), known.keySet());
        if (meant != null) {
            problems.error(
                    Code.UNKNOWN_IMAGE,
                    name.span(),
                    "the image " + Problems.quoted(name.text()) + " is not declared",
                    "did you mean `" + meant + "`? One that the site knows is declared by `image " + name.text() + "`");
            return null;
        }
        problems.info(
                Code.IMAGE_REGISTERED,
                name.span(),
                "the image " + Problems.quoted(name.text()) + " is not declared: the site must know it by that name",
                "it is declared by `image " + name.text() + " from \"…\"`");
        known.put(name.text(), new Image(name.text(), null, null));
        return name.text();
    }
}
