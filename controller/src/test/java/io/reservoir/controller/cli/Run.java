package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.reservoir.controller.api.view.ViewJson;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** One run of the command line within this process, and what came of it. */
record Run(int exit, String out, String err) {
    /** How it is run. */
    record Setting(Map<String, String> environment, String input, boolean interactive) {
        Run run(String... args) {
            var out = new StringWriter();
            var err = new StringWriter();
            var terminal = new Terminal(
                    new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                    new PrintWriter(out, true),
                    new PrintWriter(err, true),
                    environment::get,
                    interactive);
            var exit = Reservoir.run(args, terminal);
            return new Run(exit, out.toString(), err.toString());
        }

        Setting with(String variable, String value) {
            return new Setting(Map.of(variable, value), input, interactive);
        }
    }

    static final Setting PIPE = new Setting(Map.of(), "", false);
    static final Setting SCREEN = new Setting(Map.of("COLUMNS", "100"), "", true);

    static Run of(String... args) {
        return PIPE.run(args);
    }

    static Run withInput(String input, String... args) {
        return new Setting(Map.of(), input, false).run(args);
    }

    /** The one document on standard output; anything before or after it fails. */
    JsonNode json() {
        try {
            return Objects.requireNonNull(ViewJson.mapper().readTree(out));
        } catch (JsonProcessingException e) {
            throw new AssertionError("not one JSON document: " + out, e);
        }
    }

    Run exits(int expected) {
        assertThat(exit).as("exit code; out: %s err: %s", out, err).isEqualTo(expected);
        return this;
    }

    Run says(String... parts) {
        assertThat(out).contains(parts);
        return this;
    }

    Run tells(String... parts) {
        assertThat(err).contains(parts);
        return this;
    }

    Run printsNothing() {
        assertThat(out).isEmpty();
        return this;
    }
}
