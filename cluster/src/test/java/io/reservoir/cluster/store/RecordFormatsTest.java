package io.reservoir.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.site.ReleaseLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a release may change of the ledger's format: within its line nothing, for its nodes work beside those of the
 * release before; and never a kind of entry without its version. {@code -Dbaselines.rewrite=true} writes the present
 * format anew; those of releases stay for ever.
 */
class RecordFormatsTest {
    private static final Path RELEASES = Path.of("src/test/resources/ledgers");
    private static final String FORMATS = "formats.txt";
    private static final Path PRESENT = RELEASES.resolve(FORMATS);
    private static final Pattern VERSION = Pattern.compile("<version>(.+?)</version>");
    private static final String BEFORE = """
            schema 7
            finished 1
              intent: long
              result is DONE
            planned 2
              plan.steps[] is stop
              plan.steps[].stop.vee: VeeId
            """;

    static List<Path> releases() throws IOException {
        try (var all = Files.list(RELEASES)) {
            return all.filter(release -> Files.exists(release.resolve(FORMATS)))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theFormatIsAsItIsWrittenDown() throws IOException {
        if (Boolean.getBoolean("baselines.rewrite")) {
            Files.writeString(PRESENT, RecordFormats.now());
        }
        assertThat(RecordFormats.now()).isEqualTo(Files.readString(PRESENT));
    }

    @ParameterizedTest
    @MethodSource("releases")
    void nothingIsOtherThanThatReleaseAllows(Path release) throws IOException {
        var match = VERSION.matcher(Files.readString(Path.of("../pom.xml")));
        assertThat(match.find()).isTrue();
        var isOneLine = ReleaseLine.of(release.getFileName().toString()).equals(ReleaseLine.of(match.group(1)));

        assertThat(RecordFormats.objections(Files.readString(release.resolve(FORMATS)), RecordFormats.now(), isOneLine))
                .isEmpty();
    }

    @Test
    void aNewWordNeedsNoVersion() {
        var later = BEFORE.replace("  result is DONE\n", "  result is DONE\n  result is UNSUPPORTED\n")
                + "  plan.steps[] is drain\n  plan.steps[].drain.vee: VeeId\n";

        assertThat(RecordFormats.objections(BEFORE, later, false)).isEmpty();
        assertThat(RecordFormats.objections(BEFORE, later, true)).hasSize(1);
        assertThat(RecordFormats.objections(BEFORE, BEFORE, true)).isEmpty();
    }

    @Test
    void aNewFieldNeedsOne() {
        var field = "  plan.steps[].stop.soon: boolean\n";

        assertThat(RecordFormats.objections(BEFORE, BEFORE + field, false))
                .containsExactly("planned 2 has the new `plan.steps[].stop.soon: boolean`");
        assertThat(RecordFormats.objections(BEFORE, BEFORE.replace("planned 2", "planned 3") + field, false))
                .isEmpty();
    }

    @Test
    void nothingIsLost() {
        assertThat(RecordFormats.objections(BEFORE, BEFORE.replace("  result is DONE\n", ""), false))
                .containsExactly("finished 1 has lost `result is DONE`");
        assertThat(RecordFormats.objections(BEFORE, BEFORE.replace("long", "String"), false))
                .containsExactly("finished 1 has lost `intent: long`", "finished 1 has the new `intent: String`");
    }
}
