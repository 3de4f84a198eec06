package io.reservoir.dsl.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The patterns, as they stand in the file, give the right names to the tokens of a sample. They are applied as an editor
 * does it: of those that match first on a line, the one that stands first in the file.
 */
final class TextMateGrammarTest {
    private static final Path FILE = Path.of("..", "docs", "syntax", "rsl.tmLanguage.json");
    private static final Path SAMPLE = Path.of("..", "samples", "webshop", "webshop.rsl");

    private record Named(String text, String scope) {}

    private static List<Named> named(String line) throws IOException {
        var patterns = new ObjectMapper().readTree(FILE.toFile()).get("patterns");
        var found = new ArrayList<Named>();
        for (var at = 0; at < line.length(); ) {
            var match = first(patterns, line, at);
            at = match == null ? line.length() : add(match, line, found);
        }
        return found;
    }

    private record Match(JsonNode pattern, java.util.regex.MatchResult result) {}

    private static @Nullable Match first(JsonNode patterns, String line, int from) {
        Match best = null;
        for (var pattern : patterns) {
            var expression = pattern.has("match") ? pattern.get("match") : pattern.get("begin");
            var matcher = Pattern.compile(expression.asText()).matcher(line);
            matcher.useTransparentBounds(true).useAnchoringBounds(false).region(from, line.length());
            if (matcher.find()
                    && (best == null || matcher.start() < best.result().start())) {
                best = new Match(pattern, matcher.toMatchResult());
            }
        }
        return best;
    }

    /** Where to go on. */
    private static int add(Match match, String line, List<Named> found) {
        var pattern = match.pattern();
        var result = match.result();
        if (pattern.has("captures")) {
            for (var i = 1; i <= result.groupCount(); i++) {
                found.add(new Named(
                        result.group(i), pattern.at("/captures/" + i + "/name").asText()));
            }
            return result.end();
        }
        var end = result.end();
        if (pattern.has("begin")) {
            var matcher = Pattern.compile(pattern.get("end").asText()).matcher(line);
            end = matcher.find(result.end()) ? matcher.end() : line.length();
        }
        found.add(new Named(
                line.substring(result.start(), end).strip(), pattern.get("name").asText()));
        return Math.max(end, result.start() + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "// The database: one VEE,comment.line.double-slash.rsl",
        "service,keyword.control.statement.rsl",
        "WebShop,variable.other.rsl",
        "\"images/web.qcow2\",string.quoted.double.rsl",
        "C1,entity.name.function.rsl",
        "networks,keyword.control.item.rsl",
        "ready,keyword.control.item.rsl",
        "within,keyword.control.clause.rsl",
        "8080,constant.numeric.rsl",
        "metric,keyword.control.statement.rsl",
        "gauge,keyword.other.rsl",
        "GB,keyword.other.unit.rsl",
        "Replicas,support.type.subject.rsl",
        "RequestPerSecond,entity.name.function.rsl",
        "500,constant.numeric.rsl",
        "over,keyword.control.clause.rsl",
        "min,keyword.other.unit.rsl",
        "max,keyword.control.clause.rsl",
        "Gold,constant.language.sla-class.rsl",
        "5,constant.numeric.rsl",
        "MBS,keyword.other.unit.rsl",
        "/,keyword.operator.rsl",
        "{,punctuation.rsl"
    })
    void theTokensOfTheWebShopAreNamed(String text, String scope) throws IOException {
        var all = new ArrayList<Named>();
        for (var line : Files.readAllLines(SAMPLE)) {
            all.addAll(named(line));
        }

        assertThat(all)
                .as(text)
                .anyMatch(
                        named -> named.text().startsWith(text) && named.scope().equals(scope));
    }

    @Test
    void whatIsBehindANumberIsAUnitOrAClauseAsTheLanguageSaysIt() throws IOException {
        assertThat(named("CPU(C1) = avg(Users(C1), 5 min) / 4 max 8"))
                .contains(
                        new Named("CPU", "support.type.subject.rsl"),
                        new Named("avg", "support.function.rsl"),
                        new Named("min", "keyword.other.unit.rsl"),
                        new Named("max", "keyword.control.clause.rsl"));
    }

    @Test
    void datesTimesPercentagesAndEscapesAreNamed() throws IOException {
        assertThat(named("hold in C1 until 2026-12-01T12:00Z \"a \\\"sale\\\"\" and 85% 2026-12-25"))
                .contains(
                        new Named("2026-12-01T12:00Z", "constant.other.date.rsl"),
                        new Named("2026-12-25", "constant.other.date.rsl"),
                        new Named("%", "keyword.other.unit.rsl"),
                        new Named("and", "keyword.operator.word.rsl"));
    }
}
