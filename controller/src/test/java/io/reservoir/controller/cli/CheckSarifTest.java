package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reservoir.dsl.problem.Code;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check -o sarif} prints, beside what the schema of SARIF 2.1.0 asks for. */
final class CheckSarifTest {
    private static final String BROKEN = "../samples/broken/ten-mistakes.rsl";
    private static final String SEED = "../samples/seed/seed.rsl";

    /** Of each object of ours the fields that the schema requires, and those that it allows and that we use. */
    private static final Map<String, Set<String>> REQUIRED = Map.of(
            "log", Set.of("version", "runs"),
            "run", Set.of("tool"),
            "tool", Set.of("driver"),
            "driver", Set.of("name"),
            "rule", Set.of("id"),
            "invocation", Set.of("executionSuccessful"),
            "notification", Set.of("message"),
            "result", Set.of("message"),
            "message", Set.of("text"));

    private static final Map<String, Map<String, String>> FIELDS = Map.ofEntries(
            Map.entry("log", Map.of("version", "", "$schema", "", "runs", "run")),
            Map.entry(
                    "run",
                    Map.of(
                            "tool", "tool",
                            "invocations", "invocation",
                            "results", "result",
                            "columnKind", "",
                            "newlineSequences", "")),
            Map.entry("tool", Map.of("driver", "driver")),
            Map.entry("driver", Map.of("name", "", "version", "", "rules", "rule")),
            Map.entry("rule", Map.of("id", "", "shortDescription", "message")),
            Map.entry("invocation", Map.of("executionSuccessful", "", "toolExecutionNotifications", "notification")),
            Map.entry("notification", Map.of("level", "", "message", "message", "locations", "location")),
            Map.entry(
                    "result",
                    Map.of("ruleId", "", "ruleIndex", "", "level", "", "message", "message", "locations", "location")),
            Map.entry("message", Map.of("text", "")),
            Map.entry("location", Map.of("physicalLocation", "place")),
            Map.entry("place", Map.of("artifactLocation", "artifact", "region", "region")),
            Map.entry("artifact", Map.of("uri", "")),
            Map.entry("region", Map.of("startLine", "", "startColumn", "", "endLine", "", "endColumn", "")));

    @TempDir
    private Path folder;

    private static JsonNode sarif(int exit, String... arguments) {
        var all = new ArrayList<>(List.of("check", "-o", "sarif"));
        all.addAll(List.of(arguments));
        var document = Run.of(all.toArray(String[]::new)).exits(exit).json();
        conforms("log", document);
        return document;
    }

    private static void conforms(String kind, JsonNode node) {
        if (node.isArray()) {
            node.forEach(element -> conforms(kind, element));
        } else if (!kind.isEmpty()) {
            var names = new ArrayList<String>();
            node.fieldNames().forEachRemaining(names::add);
            assertThat(names).as(kind).containsAll(REQUIRED.getOrDefault(kind, Set.of()));
            for (var name : names) {
                assertThat(FIELDS.get(kind)).as(kind).containsKey(name);
                conforms(FIELDS.get(kind).get(name), node.get(name));
            }
        }
    }

    @Test
    void tellsEveryMistakeOfTheSampleWithItsPlace() {
        var run = sarif(1, BROKEN).at("/runs/0");
        var errors = StreamSupport.stream(run.path("results").spliterator(), false)
                .filter(result -> result.path("level").asText().equals("error"))
                .toList();
        assertThat(errors).hasSize(10);
        assertThat(run.path("columnKind").asText()).isEqualTo("unicodeCodePoints");
        var result = errors.stream()
                .filter(error -> error.path("ruleId").asText().equals("RSL-017"))
                .findFirst()
                .orElseThrow();
        assertThat(result.at("/message/text").asText()).isEqualTo("there is no function `cel`; did you mean `ceil`?");
        var place = result.at("/locations/0/physicalLocation");
        assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo(BROKEN);
        assertThat(place.path("region").toString())
                .isEqualTo("{\"startLine\":19,\"startColumn\":16,\"endLine\":19,\"endColumn\":19}");
    }

    @Test
    void namesItselfAndItsRules() {
        var driver = sarif(0, SEED).at("/runs/0/tool/driver");
        assertThat(driver.path("name").asText()).isEqualTo("reservoir");
        assertThat(driver.path("version").asText()).isNotEmpty();
        assertThat(driver.path("rules")).hasSize(Code.values().length);
        assertThat(driver.at("/rules/0/id").asText()).isEqualTo("RSL-001");
        assertThat(driver.at("/rules/0/shortDescription/text").asText()).isEqualTo("what stands there cannot be read");
    }

    @Test
    void everyResultLeadsToItsRule() {
        var run = sarif(1, SEED, BROKEN).at("/runs/0");
        assertThat(run.path("results")).isNotEmpty();
        for (var result : run.path("results")) {
            var rule =
                    run.at("/tool/driver/rules").path(result.path("ruleIndex").asInt(-1));
            assertThat(rule.path("id").asText()).isEqualTo(result.path("ruleId").asText());
        }
    }

    @Test
    void anInfoIsANoteAndAWarningStaysOneWhereItIsStrict() throws IOException {
        var notes = sarif(0, SEED).at("/runs/0/results");
        assertThat(notes).hasSize(10);
        assertThat(notes).allMatch(note -> note.path("level").asText().equals("note"));
        var doubtful = Files.writeString(folder.resolve("doubtful.rsl"), """
                service Shop
                C1(1 CPU, 1 GB, 1 GB disk)
                Replicas(C1) = RequestPerSecond(C1) / 500
                """).toString();
        assertThat(sarif(0, doubtful).at("/runs/0/results").toString()).contains("\"level\":\"warning\"");
        assertThat(sarif(3, "--strict", doubtful)).isEqualTo(sarif(0, doubtful));
    }

    @Test
    void columnsCountCodePoints() {
        var input = "service Shop /* \ud83d\ude00\ud83d\ude00 */ nonsense\n";
        var run = Run.withInput(input, "check", "-o", "sarif", "-").exits(1).json();
        assertThat(run.at("/runs/0/results/0/locations/0/physicalLocation/region/startColumn")
                        .asInt())
                .isEqualTo(input.codePointCount(0, input.indexOf("nonsense")) + 1);
    }

    @Test
    void aNameOfAFileIsAUriWhateverItHolds() throws IOException {
        var name = "a b#%?:\"<&>'\u001b\n\u00e9{0}.rsl";
        var input = "SLA(C1) = Golden";
        var json = Run.withInput(input, "check", "-o", "sarif", "--stdin-name", name, "-")
                .exits(1)
                .json();
        conforms("log", json);
        var uri = json.at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri")
                .asText();
        assertThat(uri).isEqualTo("a%20b%23%25%3F%3A%22%3C%26%3E%27%1B%0A%C3%A9%7B0%7D.rsl");
        assertThat(URI.create(uri).getPath()).isEqualTo(name);
    }

    @Test
    void aTextOfAUserMakesNoPlaceholderAndNoLink() {
        var input = "service Shop\nDeploy(C1) = { \"{0}\", \"[here](http://example.org)\" }\n \"{0} [a](b)\" \n";
        var run = Run.withInput(input, "check", "-o", "sarif", "-").exits(1).json();
        var messages = run.findValuesAsText("text");
        assertThat(messages).anyMatch(text -> text.contains("{{0}}"));
        assertThat(messages)
                .allMatch(
                        text -> !text.contains("](") && !text.replace("{{", "").contains("{"));
    }

    @Test
    void tellsWhatCannotBeReadApartFromWhatWasFound() {
        var run = sarif(1, "no where.rsl", SEED).at("/runs/0");
        assertThat(run.path("results")).hasSize(10);
        var invocation = run.at("/invocations/0");
        assertThat(invocation.path("executionSuccessful").asBoolean(true)).isFalse();
        var notification = invocation.at("/toolExecutionNotifications/0");
        assertThat(notification.path("level").asText()).isEqualTo("error");
        assertThat(notification.at("/message/text").asText())
                .isEqualTo("cannot read no where.rsl: there is no such file");
        assertThat(notification
                        .at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("no%20where.rsl");
        assertThat(sarif(0, SEED)
                        .at("/runs/0/invocations/0/executionSuccessful")
                        .asBoolean(false))
                .isTrue();
    }
}
