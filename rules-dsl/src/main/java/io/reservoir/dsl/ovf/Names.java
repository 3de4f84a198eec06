package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Name;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of things in an envelope as names of the language: {@code web server-1} becomes {@code web_server_1}. Two that
 * would become one are told apart by a number.
 */
final class Names {
    private static final int LONGEST = 64;
    private static final int LONGEST_OF_NUMBERED = 58;
    private static final Set<String> RESERVED = Set.of("and", "or", "not");

    private final Problems problems;
    private final Map<String, String> given = new HashMap<>();
    private final Set<String> taken;
    private final Map<String, Integer> numbers = new HashMap<>();

    /** Names that differ from all that are {@code taken} already, and are taken then. */
    Names(Set<String> taken, Problems problems) {
        this.taken = taken;
        this.problems = problems;
    }

    /** The name of something that is declared here. */
    Name declare(Name written) {
        var name = free(plain(written.text()));
        given.putIfAbsent(written.text(), name);
        taken.add(name);
        if (!name.equals(written.text())) {
            problems.info(
                    Code.OVF_RENAMED,
                    written.span(),
                    Problems.quoted(written.text()) + " is called " + Problems.quoted(name) + " here",
                    null);
        }
        return new Name(name, written.span());
    }

    /** A name that stands for one the language gives. */
    void declare(Name written, String name) {
        given.putIfAbsent(written.text(), name);
    }

    /** The name of something by what the envelope calls it; null if it declares nothing of that name. */
    @Nullable
    Name find(Name written) {
        var name = given.get(written.text());
        return name == null ? null : new Name(name, written.span());
    }

    /** The name of something that may be declared nowhere: the checker knows. */
    Name use(Name written) {
        var name = given.get(written.text());
        return new Name(name == null ? plain(written.text()) : name, written.span());
    }

    Set<String> all() {
        return Set.copyOf(given.keySet());
    }

    /** A name made of the letters a to z, digits and {@code _}. */
    static String plain(String written) {
        var letters =
                Normalizer.normalize(written.strip(), Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
        var plain = letters.replaceAll("[^A-Za-z0-9_]+", "_").replaceFirst("^(?=[0-9])", "_");
        var cut = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
        return cut.isEmpty() || RESERVED.contains(cut) ? cut + "_" : cut;
    }

    private String free(String name) {
        if (!taken.contains(name)) {
            return name;
        }
        var stem = name.substring(0, Math.min(name.length(), LONGEST_OF_NUMBERED)) + "_";
        var number = 1;
        do {
            number = numbers.merge(stem, 1, Integer::sum) + 1;
        } while (taken.contains(stem + number));
        return stem + number;
    }
}
