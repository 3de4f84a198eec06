package io.reservoir.controller.policy;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reservoir.controller.api.view.ViewJson;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.Severity;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.rules.policy.GoldenCase;
import io.reservoir.rules.policy.RuleFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Golden cases as JSON: an array of {@link CaseJson}. */
final class GoldenFile {
    /** The code of all diagnostics about files of cases. */
    static final String CODE = "POL-002";

    private static final ObjectMapper MAPPER = ViewJson.mapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // the parser stands in the middle of an array
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    private static final int MOST_CASES = 1_000;

    private final RuleFile file;
    private final List<GoldenCase> cases = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private GoldenFile(RuleFile file) {
        this.file = file;
    }

    static GoldenFile read(RuleFile file) {
        var golden = new GoldenFile(file);
        try (var json = MAPPER.createParser(file.text())) {
            golden.read(json);
        } catch (JsonProcessingException e) {
            golden.error(e.getLocation(), e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be read", e);
        }
        return golden;
    }

    List<GoldenCase> cases() {
        return cases;
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    private void read(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_ARRAY) {
            error(json.currentTokenLocation(), "an array of cases is wanted");
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            var place = json.currentTokenLocation();
            if (cases.size() == MOST_CASES) {
                error(place, "at most " + MOST_CASES + " cases are taken");
                return;
            }
            try {
                cases.add(MAPPER.readValue(json, CaseJson.class).at(span(place)));
            } catch (IllegalArgumentException e) {
                error(place, String.valueOf(e.getMessage()));
            }
        }
        if (json.nextToken() != null) {
            error(json.currentTokenLocation(), "nothing may follow the array of cases");
        }
    }

    private void error(JsonLocation location, String message) {
        var firstLine = message.lines().findFirst().orElse("");
        diagnostics.add(new Diagnostic(Severity.ERROR, CODE, span(location), firstLine, null));
    }

    private Span span(JsonLocation location) {
        var line = Math.max(1, location.getLineNr());
        var column = Math.max(1, location.getColumnNr());
        var offset = (int) Math.max(0, location.getCharOffset());
        return new Span(file.name(), line, column, line, column + 1, offset, offset + 1);
    }
}
