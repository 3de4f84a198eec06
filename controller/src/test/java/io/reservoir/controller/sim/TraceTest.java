package io.reservoir.controller.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.model.reading.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {
    static final Path WORLD_CUP = Path.of("..", "samples", "traces", "fifa98_jun08_12_1min.csv");

    @Test
    void readsTheWorldCup() throws TraceException {
        var trace = Trace.read(WORLD_CUP);
        assertThat(trace.rows()).hasSize(7_200);
        assertThat(trace.step()).isEqualTo(Duration.ofMinutes(1));
        assertThat(trace.start()).isEqualTo("1998-06-08T00:00:00Z");
        assertThat(trace.end()).isEqualTo("1998-06-13T00:00:00Z");
        assertThat(trace.valueAt(Instant.parse("1998-06-08T00:01:59.999Z"))).isEqualTo(Value.known(3_412));
        assertThat(trace.valueAt(Instant.parse("1998-06-12T23:59:30Z"))).isEqualTo(Value.known(17_945));
        assertThat(trace.rows().stream().mapToDouble(Trace.Row::value).max()).hasValue(128_565);
    }

    @Test
    void aRowIsInForceUntilTheNextOneAndTheLastOneForAStep() throws TraceException {
        var trace = trace("2026-01-01T00:00:00,1", "2026-01-01T00:01:00,2", "2026-01-01T00:02:00,3");
        assertThat(trace.valueAt(at("00:00:00").minusMillis(1))).isInstanceOf(Value.Unknown.class);
        assertThat(trace.valueAt(at("00:00:59"))).isEqualTo(Value.known(1));
        assertThat(trace.valueAt(at("00:01:00"))).isEqualTo(Value.known(2));
        assertThat(trace.valueAt(at("00:02:59"))).isEqualTo(Value.known(3));
        assertThat(trace.valueAt(at("00:03:00"))).isInstanceOf(Value.Unknown.class);
    }

    @Test
    void bridgesThreeMissingStepsAndNotOneMore() throws TraceException {
        var three = trace(
                "2026-01-01T00:00:00,1", "2026-01-01T00:01:00,2", "2026-01-01T00:02:00,3", "2026-01-01T00:06:00,4");
        assertThat(three.valueAt(at("00:05:59"))).isEqualTo(Value.known(3));

        var four = trace(
                "2026-01-01T00:00:00,1", "2026-01-01T00:01:00,2", "2026-01-01T00:02:00,3", "2026-01-01T00:07:00,4");
        assertThat(four.valueAt(at("00:02:59"))).isEqualTo(Value.known(3));
        assertThat(four.valueAt(at("00:03:00"))).isEqualTo(Value.unknown("a gap in the trace"));
        assertThat(four.valueAt(at("00:07:00"))).isEqualTo(Value.known(4));
    }

    @Test
    void timestampsWithoutAZoneAreUtc() throws TraceException {
        var trace = trace("2026-01-01 00:00:00,1", "2026-01-01T01:00:01+01:00,2", "2026-01-01T00:00:02Z,3e0");
        assertThat(trace.rows())
                .extracting(Trace.Row::at)
                .containsExactly(at("00:00:00"), at("00:00:01"), at("00:00:02"));
    }

    @Test
    void canBeginAtAnotherTime() throws TraceException {
        var trace = Trace.read(WORLD_CUP).startingAt(at("12:00:00"));
        assertThat(trace.start()).isEqualTo(at("12:00:00"));
        assertThat(trace.valueAt(at("12:01:30"))).isEqualTo(Value.known(3_412));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2026-01-01T00:02:00,1;timestamps increase",
                "2026-01-01T00:01:00,1;timestamps increase",
                "2026-01-01T00:03:00,-1;`-1` is negative",
                "2026-01-01T00:03:00,NaN;`NaN` is not a number",
                "2026-01-01T00:03:00,Infinity;`Infinity` is not a number",
                "2026-01-01T00:03:00,0x1p3;`0x1p3` is not a number",
                "2026-01-01T00:03:00,1e999;`1e999` is too large",
                "2026-01-01T00:03:00,;`` is not a number",
                "2026-01-01T00:03:00;a row is a timestamp and a value",
                "2026-01-01T00:03:00,1,2;a row is a timestamp and a value",
                "2026-13-01T00:03:00,1;not a timestamp",
                "+12026-01-01T00:03:00,1;not a timestamp",
                "noon,1;`noon` is not a timestamp",
            })
    void saysWhichLineIsWrongAndWhy(String line, String why) {
        assertThatThrownBy(() -> trace("2026-01-01T00:00:00,1", "2026-01-01T00:02:00,2", line))
                .isInstanceOf(TraceException.class)
                .hasMessageStartingWith("t.csv:4: ")
                .hasMessageContaining(why);
    }

    @Test
    void refusesWhatIsNoTrace(@TempDir Path directory) throws IOException {
        assertThatThrownBy(() -> Trace.parse("t.csv", "")).hasMessage("t.csv:1: the header is `timestamp,value`");
        assertThatThrownBy(() -> Trace.parse("t.csv", "a,b\n")).hasMessage("t.csv:1: the header is `timestamp,value`");
        assertThatThrownBy(() -> trace("2026-01-01T00:00:00,1"))
                .hasMessage("t.csv: a trace has at least two rows, this one has 1");
        assertThatThrownBy(() -> Trace.read(directory.resolve("none.csv")))
                .isInstanceOf(TraceException.class)
                .hasMessageEndingWith("none.csv: there is no such file");
        var binary = Files.write(directory.resolve("b.csv"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> Trace.read(binary)).hasMessageEndingWith("b.csv: not UTF-8 text");
        assertThatThrownBy(() -> Trace.read(directory)).isInstanceOf(TraceException.class);
    }

    @Test
    void aLineHasALimit() throws TraceException {
        var row = "2026-01-01T00:02:00," + "0".repeat(Trace.LONGEST_LINE - 21) + "5";
        assertThat(row).hasSize(Trace.LONGEST_LINE);
        assertThat(trace("2026-01-01T00:00:00,1", row).rows().getLast().value()).isEqualTo(5);
        assertThatThrownBy(() -> trace("2026-01-01T00:00:00,1", row + "0"))
                .hasMessageContaining("at most 200 characters");
    }

    @Test
    void aTraceHasALimit() throws TraceException {
        var csv = new StringBuilder("timestamp,value\n");
        for (var i = 0; i < Trace.MOST_ROWS; i++) {
            csv.append(at("00:00:00").plusSeconds(i)).append(",1\n");
        }
        assertThat(Trace.parse("t.csv", csv.toString()).rows()).hasSize(Trace.MOST_ROWS);
        csv.append("2126-01-01T00:00:00Z,1\n");
        assertThatThrownBy(() -> Trace.parse("t.csv", csv.toString()))
                .hasMessage("t.csv:200002: a trace has at most 200000 rows");
    }

    private static Trace trace(String... rows) throws TraceException {
        return Trace.parse("t.csv", "timestamp,value\r\n" + String.join("\r\n", rows) + "\r\n");
    }

    private static Instant at(String time) {
        return Instant.parse("2026-01-01T" + time + "Z");
    }
}
