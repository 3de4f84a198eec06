package io.reservoir.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.cluster.store.EntryCodec.Encoded;
import io.reservoir.cluster.store.EntryCodec.Undecodable;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.port.EntrySamples;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The format of entries. A golden file holds the payloads of one kind in one version, one a line; those of older
 * versions stay for ever. {@code -Dbaselines.rewrite=true} writes those of the current versions anew.
 */
class EntryCodecTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Pattern GOLDEN_NAME = Pattern.compile("(.+)-v(\\d+)\\.json");

    private final EntryCodec codec = new EntryCodec();

    @BeforeAll
    static void rewriteIfAskedTo() throws IOException {
        if (Boolean.getBoolean("baselines.rewrite")) {
            var codec = new EntryCodec();
            for (var kind : EntryKind.values()) {
                var payloads =
                        samples(kind).stream().map(entry -> codec.encode(entry).payload());
                Files.writeString(golden(kind), payloads.collect(Collectors.joining(",\n", "[\n", "\n]\n")));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesWhatTheGoldenFileHolds(EntryKind kind) throws IOException {
        var written = samples(kind).stream().map(codec::encode).toList();

        assertThat(written).isNotEmpty().allMatch(e -> e.kind().equals(kind.word()) && e.version() == kind.version());
        assertThat(written)
                .extracting(Encoded::payload)
                .as("the format of `%s`: whoever changes it raises its version", kind.word())
                .isEqualTo(payloads(golden(kind)));
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatTheGoldenFileHolds(EntryKind kind) throws Exception {
        var read = decoded(golden(kind));

        assertThat(read).isEqualTo(samples(kind));
    }

    static List<Path> goldenFiles() throws IOException {
        try (var files = Files.list(GOLDEN)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void readsEveryVersionThatWasEverWritten(Path file) throws Exception {
        assertThat(decoded(file)).isNotEmpty();
    }

    @Test
    void namesNoClass() {
        assertThat(EntrySamples.all())
                .extracting(entry -> codec.encode(entry).payload())
                .noneMatch(payload -> payload.contains("io.reservoir") || payload.contains("$"));
    }

    @Test
    void writesAsciiAlone() {
        assertThat(EntrySamples.all())
                .allMatch(entry -> codec.encode(entry).payload().chars().allMatch(c -> c >= ' ' && c < 127));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            submitted | {"file":"f","text":"t","text":"t"}                    | Duplicate field 'text'
            submitted | {"file":"f","text":"t","more":1}                      | Unrecognized field "more"
            submitted | {"file":"f","text":null}                              | `null` value encountered
            submitted | {"file":"f"}                                          | Missing creator property 'text'
            submitted | {"file":"f","text":7}                                 | Cannot coerce Integer value (7)
            submitted | {"file":"f","text":"t"}]                              | Unexpected close marker
            submitted | null                                                  | it is null
            submitted | []                                                    | Cannot deserialize
            submitted | {"file":NaN}                                          | Non-standard token 'NaN'
            finished  | {"intent":1.5,"result":"DONE","detail":""}            | Cannot coerce Floating-point value (1.5)
            finished  | {"intent":"1","result":"DONE","detail":""}            | Cannot coerce String value ("1")
            finished  | {"intent":99999999999999999999,"result":"DONE","detail":""} | out of range
            finished  | {"intent":1,"result":0,"detail":""}                   | not allowed to deserialize Enum value out of number
            claimed   | {"vee":"C1[1]","host":"h","verb":"DEFINE","size":{"vcpus":1,"memoryBytes":1,"diskBytes":1}} | not a VEE's id
            claimed   | {"vee":"s/C1[1]#1","host":null,"verb":"DEFINE","size":{"vcpus":1,"memoryBytes":1,"diskBytes":1}} | `null` value encountered
            claimed   | {"vee":"s/C1[1]#1","host":"h","verb":"DEFINE","size":{"vcpus":-1,"memoryBytes":1,"diskBytes":1}} | a size is not negative
            planned   | {"plan":{"steps":[null],"notes":[]}}                  | `null` value encountered
            planned   | {"plan":{"steps":[{"vee":"s/C1[1]#1"}],"notes":[]}}   | missing type id property 'type'
            """)
    void refusesWhatItWouldNotHaveWritten(String kind, String payload, String why) {
        assertThatThrownBy(() -> codec.decode(new Encoded(kind, 1, payload)))
                .isInstanceOf(Undecodable.class)
                .hasMessageStartingWith("its JSON is not that of a `" + kind + "`: ")
                .hasMessageContaining(why)
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            finished | {"intent":1,"result":"HALF","detail":""}                       | HALF
            planned  | {"plan":{"steps":[{"type":"explode"}],"notes":[]}}             | explode
            planned  | {"plan":{"steps":[{"type":"java.lang.Thread"}],"notes":[]}}    | java.lang.Thread
            planned  | {"plan":{"steps":[{"type":"io.reservoir.model.plan.Step$Stop"}],"notes":[]}} | io.reservoir.model.plan.Step$Stop
            """)
    void namesAWordThatANewerReleaseMayHave(String kind, String payload, String word) {
        assertThatThrownBy(() -> codec.decode(new Encoded(kind, 1, payload)))
                .isInstanceOf(Undecodable.class)
                .hasMessage("it has the word `" + word + "`, which is not known to this release");
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        assertThatThrownBy(() -> codec.decode(new Encoded("submitted", 1, "{\"file\":" + "[".repeat(100_000))))
                .isInstanceOf(Undecodable.class);
    }

    @Test
    void anEntryTakesSixteenMebicharactersAndNotOneMore() throws Undecodable {
        var around = codec.encode(new Entry.Submitted("f", "")).payload().length();
        var greatest = new Entry.Submitted("f", "x".repeat(EntryCodec.MAX_PAYLOAD_CHARS - around));

        assertThat(codec.decode(codec.encode(greatest))).isEqualTo(greatest);
        assertThatThrownBy(() -> codec.encode(new Entry.Submitted("f", greatest.text() + "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takes at most 16777216 characters of JSON");
    }

    /** No entry holds an amount yet. */
    record Amount(BigDecimal number) {}

    @ParameterizedTest
    @CsvSource({"0.10", "1E+3", "-0.0000000001", "123456789012345678901234567890.1234567890"})
    void decimalsAreKeptDigitForDigit(BigDecimal number) throws IOException {
        var mapper = PayloadFormat.mapper(EntryCodec.MAX_PAYLOAD_CHARS);

        assertThat(mapper.readValue(mapper.writeValueAsString(new Amount(number)), Amount.class))
                .isEqualTo(new Amount(number));
    }

    private static Path golden(EntryKind kind) {
        return GOLDEN.resolve(kind.word() + "-v" + kind.version() + ".json");
    }

    private static List<Entry> samples(EntryKind kind) {
        return EntrySamples.all().stream().filter(e -> EntryKind.of(e) == kind).toList();
    }

    private List<Entry> decoded(Path file) throws Exception {
        var name = GOLDEN_NAME.matcher(file.getFileName().toString());
        assertThat(name.matches()).isTrue();
        var entries = new ArrayList<Entry>();
        for (var payload : payloads(file)) {
            entries.add(codec.decode(new Encoded(name.group(1), Integer.parseInt(name.group(2)), payload)));
        }
        return entries;
    }

    private static List<String> payloads(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("{"))
                    .map(line -> line.replaceFirst(",$", ""))
                    .toList();
        }
    }
}
