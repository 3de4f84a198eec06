package io.reservoir.controller.api;

import static io.reservoir.controller.api.RawHttp.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that is wrong has its status and its problem type, leaves no trace, and disturbs nobody. */
class BadInputIT {
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String NDJSON = "Content-Type: application/x-ndjson\r\n";
    private static final String TEXT = "Content-Type: text/plain\r\n";
    private static final String GOOD =
            "{\"service\":\"Shop\",\"metric\":\"RequestPerSecond\",\"component\":\"C1\",\"value\":1}";

    private static ApiLab lab;

    /** A request, the status and type that it is answered with, and something that the answer says. */
    record Bad(String name, Buffer request, int status, String type, String says) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        lab = new ApiLab(directory, ApiLab.LIMITS);
        lab.post("/v1/services", "text/plain", ApiLab.SHOP);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static Bad readings(String name, String body, int status, String type, String says) {
        return new Bad(name, request("POST /v1/readings", JSON, body), status, type, says);
    }

    private static Bad reading(String name, String fields, String says) {
        return readings(name, "[{" + fields + "}]", 422, "invalid-readings", says);
    }

    private static Bad valued(String name, String value, String more, String says) {
        return reading(
                name,
                "\"service\":\"Shop\",\"metric\":\"RequestPerSecond\",\"component\":\"C1\",\"value\":" + value + more,
                says);
    }

    private static Bad get(String name, String path, int status, String type, String says) {
        return new Bad(name, request("GET " + path, "", ""), status, type, says);
    }

    private static String array(int count) {
        return IntStream.range(0, count).mapToObj(i -> GOOD).collect(Collectors.joining(",", "[", "]"));
    }

    static Stream<Bad> numbersAndTimes() {
        return Stream.of(
                valued("NaN", "NaN", "", "finite"),
                valued("NaN as text", "\"NaN\"", "", "must be a number"),
                valued("infinity", "Infinity", "", "finite"),
                valued("1e999", "1e999", "", "finite"),
                valued("-1e999", "-1e999", "", "finite"),
                valued("a true value", "true", "", "must be a number"),
                valued("a value that is an object", "{\"x\":[1]}", "", "must be a number"),
                valued("no value", "null", "", "is missing"),
                valued("a minute in the future", "1", at(60), "future"),
                valued("a year in the future", "1", at(31_536_000), "future"),
                valued("more than 10 min old", "1", at(-602), "older"),
                valued("the end of all times", "1", ",\"at\":\"+1000000000-12-31T23:59:59Z\"", "future"),
                valued("no time", "1", ",\"at\":\"yesterday\"", "must be a time"),
                valued("a number as time", "1", ",\"at\":1700000000", "must be a time"),
                valued("replica 0", "1", ",\"replica\":0", "counts from 1"),
                valued("replica -1", "1", ",\"replica\":-1", "counts from 1"),
                valued("replica 1.5", "1", ",\"replica\":1.5", "whole number"),
                valued("replica beyond all integers", "1", ",\"replica\":99999999999", "whole number"),
                valued("a unit that nobody knows", "1", ",\"unit\":\"furlong\"", "no unit"),
                valued("seconds where requests per second are measured", "1", ",\"unit\":\"s\"", "is seconds"),
                valued("a unit that overflows", "1e308", ",\"unit\":\"req/ns\"", "finite"),
                valued("a field that nobody knows", "1", ",\"colour\":\"red\"", "no field"));
    }

    private static String at(long secondsFromNow) {
        return ",\"at\":\"" + Instant.now().plusSeconds(secondsFromNow) + "\"";
    }

    static Stream<Bad> names() {
        return Stream.of(
                reading("no service", "\"metric\":\"M\",\"component\":\"C1\",\"value\":1", "is missing"),
                reading(
                        "a service that is not there",
                        "\"service\":\"Shopp\",\"metric\":\"M\",\"component\":\"C1\",\"value\":1",
                        "did you mean `Shop`"),
                reading(
                        "a service name that is none",
                        "\"service\":\"../x\\r\\nX: y\",\"metric\":\"M\",\"component\":\"C1\",\"value\":1",
                        "is not the name of a service"),
                reading(
                        "a component that is not there",
                        "\"service\":\"Shop\",\"metric\":\"M\",\"component\":\"C2\",\"value\":1",
                        "components: `C1`"),
                reading(
                        "a metric name that is none",
                        "\"service\":\"Shop\",\"metric\":\"a b\",\"component\":\"C1\",\"value\":1",
                        "letter"),
                reading(
                        "a metric name of 65",
                        "\"service\":\"Shop\",\"metric\":\"" + "m".repeat(65) + "\",\"component\":\"C1\",\"value\":1",
                        "letter"),
                readings(
                        "65 metrics",
                        IntStream.range(0, 65)
                                .mapToObj(i -> GOOD.replace("RequestPerSecond", "M" + i))
                                .collect(Collectors.joining(",", "[", "]")),
                        422,
                        "invalid-readings",
                        "one too many"),
                readings("one bad of many", "[" + GOOD + ",7," + GOOD + "]", 422, "invalid-readings", "\"index\":1"));
    }

    static Stream<Bad> bodies() {
        return Stream.of(
                readings("1,001 readings", array(1_001), 413, "too-large", "1000 readings"),
                readings("10 MB", " ".repeat(10 << 20), 413, "too-large", "1048576 bytes"),
                readings("nothing", "", 400, "invalid-json", "expected"),
                readings("no array", "7", 400, "invalid-json", "expected"),
                readings("another object", "{\"reading\":[]}", 400, "invalid-json", "`readings`"),
                readings("more in the object", "{\"readings\":[],\"x\":1}", 400, "invalid-json", "nothing but"),
                readings("half", "[" + GOOD, 400, "invalid-json", "line 1"),
                readings("trailing garbage", "[" + GOOD + "] x", 400, "invalid-json", ""),
                readings("two documents", "[][]", 400, "invalid-json", "follows the end"),
                readings("a doubled key", "[{\"value\":1,\"value\":2}]", 400, "invalid-json", "Duplicate"),
                readings("65 deep", "[".repeat(65) + "]".repeat(65), 400, "invalid-json", "depth"),
                readings("100,000 deep", "[".repeat(100_000), 400, "invalid-json", "depth"),
                readings("a number of 101 digits", "[{\"value\":" + "1".repeat(101) + "}]", 400, "invalid-json", ""),
                new Bad(
                        "broken UTF-8",
                        request("POST /v1/readings", JSON, Buffer.buffer(new byte[] {
                            '[', '"', (byte) 0xc3, (byte) 0x28, '"', ']'
                        })),
                        400,
                        "invalid-encoding",
                        "UTF-8"),
                new Bad(
                        "UTF-16",
                        request("POST /v1/readings", JSON, Buffer.buffer(array(1).getBytes(StandardCharsets.UTF_16))),
                        400,
                        "invalid-encoding",
                        "UTF-8"),
                new Bad(
                        "a line that is no JSON",
                        request("POST /v1/readings", NDJSON, GOOD + "\n{\n" + GOOD),
                        422,
                        "invalid-readings",
                        "line 2"),
                new Bad(
                        "two readings on a line",
                        request("POST /v1/readings", NDJSON, GOOD + GOOD),
                        422,
                        "invalid-readings",
                        "follows the reading"),
                new Bad(
                        "1,001 lines",
                        request("POST /v1/readings", NDJSON, (GOOD + "\n").repeat(1_001)),
                        413,
                        "too-large",
                        "1000 readings"));
    }

    static Stream<Bad> types() {
        return Stream.of(
                type("text as readings", "POST /v1/readings", TEXT),
                type("a form as readings", "POST /v1/readings", "Content-Type: application/x-www-form-urlencoded\r\n"),
                type("JSON as a manifest", "POST /v1/services", JSON),
                type("Latin-1", "POST /v1/services", "Content-Type: text/plain; charset=iso-8859-1\r\n"),
                type("packed", "POST /v1/readings", JSON + "Content-Encoding: gzip\r\n"));
    }

    private static Bad type(String name, String line, String headers) {
        return new Bad(name, request(line, headers, "[]"), 415, "unsupported-media-type", "what is taken");
    }

    static Stream<Bad> manifests() {
        return Stream.of(
                new Bad(
                        "a broken manifest",
                        request("POST /v1/services?file=x.rsl", TEXT, "service Other\nC1(2 CPU\nReplicas(C9) = 1"),
                        422,
                        "invalid-manifest",
                        "\"file\":\"x.rsl\",\"line\":"),
                new Bad(
                        "an empty manifest of the wrong name",
                        request("PUT /v1/services/Other", TEXT, ApiLab.SHOP),
                        409,
                        "conflict",
                        "`Shop`"),
                new Bad(
                        "a manifest beyond the language's limit",
                        request("POST /v1/services", TEXT, "// " + "x".repeat(70_000) + "\n" + ApiLab.SHOP),
                        422,
                        "invalid-manifest",
                        "diagnostics"),
                new Bad(
                        "a manifest of more than 1 MiB",
                        request("POST /v1/services", TEXT, "x".repeat((1 << 20) + 1)),
                        413,
                        "too-large",
                        "1048576"),
                new Bad(
                        "a manifest that is not UTF-8",
                        request("POST /v1/services", TEXT, Buffer.buffer(new byte[] {(byte) 0xff, (byte) 0xfe})),
                        400,
                        "invalid-encoding",
                        "UTF-8"),
                new Bad(
                        "10,000 brackets",
                        request("POST /v1/check", TEXT, "service Other\nReplicas(C1) = " + "(".repeat(10_000)),
                        200,
                        "",
                        "\"valid\":false"),
                new Bad(
                        "a file name with a line break",
                        request("POST /v1/check?file=a%0d%0aX:y", TEXT, ApiLab.SHOP),
                        400,
                        "invalid-request",
                        "`file`"));
    }

    static Stream<Bad> routes() {
        return Stream.of(
                get("an unknown route", "/v2/services", 404, "unknown-route", "openapi"),
                get("a slash too many", "/v1/services/", 404, "unknown-route", ""),
                get("two slashes", "//v1//services", 404, "unknown-route", ""),
                get("dots in a path", "/v1/services/../hosts", 404, "unknown-route", ""),
                get("encoded dots", "/v1/services/%2e%2e/%2e%2e/hosts", 404, "unknown-route", ""),
                get("an encoded way out", "/v1/services/%2e%2e%2fhosts", 400, "invalid-request", "`service`"),
                get("an encoded null", "/v1/services/Shop%00", 400, "invalid-request", "`service`"),
                get("encoded line breaks", "/v1/services/a%0d%0aX:%20y", 400, "invalid-request", "`service`"),
                get("a broken escape", "/v1/services/%zz", 400, "invalid-request", "percent"),
                get("half an escape", "/v1/services/Shop%2", 400, "invalid-request", "percent"),
                get("an overlong escape", "/v1/services/%c0%ae", 400, "invalid-request", "percent"),
                get("a service that is not there", "/v1/services/Nobody", 404, "not-found", "`Nobody`"),
                get("the ledger of nobody", "/v1/services/Nobody/ledger", 404, "not-found", "`Nobody`"),
                get("events of nobody", "/v1/events?service=Nobody", 404, "not-found", "`Nobody`"),
                get("an unknown query", "/v1/services?x=1", 400, "invalid-request", "`x`"),
                get("a doubled query", "/v1/services/Shop/ledger?limit=1&limit=2", 400, "invalid-request", "twice"),
                get("a limit of 0", "/v1/services/Shop/ledger?limit=0", 400, "invalid-request", "1 to 500"),
                get("a limit beyond", "/v1/services/Shop/ledger?limit=501", 400, "invalid-request", "1 to 500"),
                get(
                        "a limit beyond all numbers",
                        "/v1/services/Shop/ledger?limit=99999999999999999999",
                        400,
                        "invalid-request",
                        "1 to 500"),
                get("ordinal 0", "/v1/services/Shop/vees/C1/0", 400, "invalid-request", "`ordinal`"),
                get("a line that is too long", "/v1/services/" + "x".repeat(5_000), 414, "uri-too-long", ""),
                new Bad(
                        "headers that are too large",
                        request("GET /v1/services", "X: " + "x".repeat(20_000) + "\r\n", ""),
                        431,
                        "headers-too-large",
                        ""),
                new Bad("no HTTP", Buffer.buffer("hello\r\n\r\n"), 400, "invalid-request", ""),
                new Bad(
                        "an id of events that is none",
                        request("GET /v1/events", "Last-Event-ID: x\r\n", ""),
                        400,
                        "invalid-request",
                        "Last-Event-ID"),
                new Bad(
                        "a page of another site",
                        request("POST /v1/services/Shop/activate", "Origin: http://evil.example\r\n", ""),
                        403,
                        "forbidden-origin",
                        ""),
                new Bad(
                        "another name for this machine",
                        Buffer.buffer("GET /v1/services HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
                        421,
                        "wrong-host",
                        ""));
    }

    @ParameterizedTest
    @MethodSource({"numbersAndTimes", "names", "bodies", "types", "manifests", "routes"})
    void isRefusedByNameAndLeavesNoTrace(Bad bad) throws IOException {
        var before = lab.everything();
        var accepted = lab.metric("reservoir_readings_accepted_total");

        var answer = RawHttp.send(lab.port(), bad.request());

        assertThat(answer.status()).as(answer.body()).isEqualTo(bad.status());
        if (bad.status() != 200) {
            assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
            assertThat(lab.tree(answer.body()).get("type").asText()).isEqualTo("urn:reservoir:problem:" + bad.type());
            assertThat(lab.tree(answer.body()).get("status").asInt()).isEqualTo(bad.status());
        }
        assertThat(answer.body())
                .contains(bad.says())
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
        assertThat(lab.everything()).isEqualTo(before);
        assertThat(lab.metric("reservoir_readings_accepted_total")).isEqualTo(accepted);
        loopGoesOn();
    }

    private static void loopGoesOn() {
        var before = lab.plane.lanes().lastPass();
        await().until(() -> !Objects.equals(lab.plane.lanes().lastPass(), before));
    }

    @Test
    void theWrongMethodIsToldTheRightOnes() throws IOException {
        var answer = RawHttp.send(lab.port(), request("DELETE /v1/services/Shop", "", ""));
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("allow", "GET, HEAD, PUT");
        assertThat(answer.body()).contains("urn:reservoir:problem:method-not-allowed");
        assertThat(RawHttp.send(lab.port(), request("BREW /v1/readings", "", ""))
                        .headers())
                .containsEntry("allow", "POST");
    }

    @Test
    void namesAtMostAHundredBadReadings() {
        var all = "[" + "7,".repeat(499) + "7]";
        var answer = lab.post("/v1/readings", "application/json", all);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(lab.tree(answer.body()).get("errors")).hasSize(100);
        assertThat(lab.tree(answer.body()).get("detail").asText()).isEqualTo("500 of 500 readings are wrong");
    }

    @Test
    void aThousandReadingsAreNotTooMany() {
        // of a metric that nobody reads: they are taken, and there is no trace of them either
        var body = array(1_000).replace("RequestPerSecond", "Temperature");
        assertThat(lab.post("/v1/readings", "application/json", body).statusCode())
                .isEqualTo(200);
    }

    @Test
    void sixtyFourDeepIsNotTooDeep() {
        var deep = "[{\"value\":" + "[".repeat(62) + "]".repeat(62) + "}]";
        assertThat(lab.post("/v1/readings", "application/json", deep).statusCode())
                .isEqualTo(422);
    }
}
