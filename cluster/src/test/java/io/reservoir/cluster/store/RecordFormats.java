package io.reservoir.cluster.store;

import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The format of the ledger as lines of text: under the schema, and under each kind of entry with its version, every field
 * by its path, {@code size.vcpus: int}, and every word of a field that has only certain ones, {@code phase is READY}.
 */
final class RecordFormats {
    private static final String WORD = " is ";

    /** Records that stand in JSON as one text or number. */
    private static final Set<Class<?>> SCALARS = Set.of(VeeId.class, HostId.class, IntentId.class);

    private RecordFormats() {}

    /** Those that this build writes. */
    static String now() {
        var text = new StringBuilder("schema " + Schema.VERSION + "\n");
        for (var kind : EntryKind.values()) {
            text.append(kind.word()).append(' ').append(kind.version()).append('\n');
            var lines = new ArrayList<String>();
            fields(kind.type(), "", lines);
            lines.forEach(line -> text.append("  ").append(line).append('\n'));
        }
        return text.toString();
    }

    private static void fields(Class<?> type, String path, List<String> lines) {
        for (var component : type.getRecordComponents()) {
            field(component.getGenericType(), path + component.getName(), lines);
        }
    }

    private static void field(Type type, String path, List<String> lines) {
        if (type instanceof ParameterizedType collection) {
            var arguments = collection.getActualTypeArguments();
            field(arguments[arguments.length - 1], path + (arguments.length == 1 ? "[]" : "{}"), lines);
        } else if (type instanceof Class<?> one && one.isEnum()) {
            Arrays.stream(one.getEnumConstants()).forEach(word -> lines.add(path + WORD + word));
        } else if (type instanceof Class<?> one && one.isSealed()) {
            for (var kind : one.getPermittedSubclasses()) {
                var word =
                        kind.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
                lines.add(path + WORD + word);
                fields(kind, path + "." + word + ".", lines);
            }
        } else if (type instanceof Class<?> one && one.isRecord() && !SCALARS.contains(one)) {
            fields(one, path + ".", lines);
        } else {
            lines.add(path + ": " + ((Class<?>) type).getSimpleName());
        }
    }

    /**
     * What is wrong with the formats of a build, given those of an earlier one: a kind may have more words under the same
     * version, but no other fields.
     *
     * @param isOneLine the two work in one cluster: nothing at all may be different
     */
    static List<String> objections(String earlier, String later, boolean isOneLine) {
        if (isOneLine) {
            return earlier.equals(later) ? List.of() : List.of("a release changes no format of its line");
        }
        var objections = new ArrayList<String>();
        var kinds = kinds(later);
        kinds(earlier).forEach((kind, before) -> {
            var after = kinds.get(kind);
            if (after != null) {
                before.stream()
                        .filter(line -> !after.contains(line))
                        .forEach(line -> objections.add(kind + " has lost `" + line + "`"));
                var words = after.stream()
                        .filter(line -> line.contains(WORD) && !before.contains(line))
                        .toList();
                after.stream()
                        .filter(line -> !before.contains(line)
                                && words.stream().noneMatch(word -> line.equals(word) || isOf(word, line)))
                        .forEach(line -> objections.add(kind + " has the new `" + line + "`"));
            }
        });
        return objections;
    }

    private static boolean isOf(String word, String line) {
        return line.startsWith(word.replace(WORD, ".") + ".");
    }

    private static Map<String, List<String>> kinds(String formats) {
        var kinds = new LinkedHashMap<String, List<String>>();
        var lines = new ArrayList<String>();
        for (var line : formats.lines().toList()) {
            if (line.startsWith("  ")) {
                lines.add(line.strip());
            } else {
                lines = new ArrayList<>();
                kinds.put(line, lines);
            }
        }
        return kinds;
    }
}
