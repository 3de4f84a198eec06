package io.reservoir.controller.api.operation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.reservoir.controller.api.http.Text;
import io.reservoir.controller.api.view.ViewJson;
import io.reservoir.controller.intake.RawReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads readings off JSON, token by token, and never more than one beyond the limit. {@code NaN} and numbers beyond
 * all bounds are read, so that they are refused by name; doubled keys, deep nesting and what follows the end are not.
 */
public final class ReadingsParser {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(ViewJson.MAX_DEPTH)
                    .maxNumberLength(100)
                    .maxStringLength(1_000)
                    .maxNameLength(100)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final int limit;

    /** What became of a text. */
    public sealed interface Parsed {}

    /** Readings, good or bad; one more than the limit if there are more. */
    public record Batch(List<RawReading> readings) implements Parsed {}

    public record NotJson(String why) implements Parsed {}

    public ReadingsParser(int limit) {
        this.limit = limit;
    }

    /** An array of readings, or an object with nothing but such an array in it. */
    public Parsed document(String text) {
        try (var json = JSON.createParser(text)) {
            var first = json.nextToken();
            if (first == JsonToken.START_OBJECT) {
                if (!"readings".equals(json.nextFieldName())) {
                    return new NotJson("the first field of the object must be `readings`");
                }
                first = json.nextToken();
            }
            if (first != JsonToken.START_ARRAY) {
                return new NotJson("an array of readings is expected, or an object with `readings`");
            }
            return array(json);
        } catch (JsonProcessingException e) {
            return new NotJson(where(e) + Text.shortened(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Parsed array(JsonParser json) throws IOException {
        var inObject = !json.getParsingContext().getParent().inRoot();
        var readings = new ArrayList<RawReading>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (readings.size() > limit) {
                return new Batch(readings);
            }
            readings.add(new ReadingParser(json).read());
        }
        if (inObject && json.nextToken() != JsonToken.END_OBJECT) {
            return new NotJson("the object may hold nothing but `readings`");
        }
        if (json.nextToken() != null) {
            return new NotJson("something follows the end of the JSON");
        }
        return new Batch(readings);
    }

    /** A reading a line; blank lines are passed over. A line that is no JSON is a bad reading. */
    Parsed lines(String text) {
        var readings = new ArrayList<RawReading>();
        var number = 0;
        for (var line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (!line.isBlank()) {
                readings.add(line(line, number));
            }
            if (readings.size() > limit) {
                break;
            }
        }
        return new Batch(readings);
    }

    private static RawReading line(String line, int number) {
        try (var json = JSON.createParser(line)) {
            json.nextToken();
            var reading = new ReadingParser(json).read();
            return json.nextToken() == null
                    ? reading
                    : RawReading.nothing("line " + number + ": something follows the reading");
        } catch (JsonProcessingException e) {
            return RawReading.nothing("line " + number + ": " + Text.shortened(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String where(JsonProcessingException e) {
        var location = e.getLocation();
        return location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    }
}
