package io.reservoir.dsl.ovf;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Limits;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.DiagnosticText;
import io.reservoir.model.sla.SlaClasses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the XML, it ends soon, in diagnostics with a place, in no exception, and nothing is fetched for it. */
final class HostileEnvelopeTest {
    private static final String ROOT = "<Envelope xmlns=\"" + Namespaces.OVF_1 + "\">";
    private static final String RULES =
            "<r:ServiceRules xmlns:r=\"" + Namespaces.RSL + "\">%s</r:ServiceRules></Envelope>";

    /** The first envelope of a machine loads the parser. */
    @BeforeAll
    static void loadsTheParser() {
        Ovf.compile("first.ovf", ROOT + "<VirtualSystem id=\"a\"/>" + RULES.formatted("a(1 CPU, 1 GB)"));
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("nested", "<a>".repeat(100_000)),
                Arguments.of("nested in an envelope", ROOT + "<VirtualSystemCollection id=\"a\">".repeat(30_000)),
                Arguments.of("siblings", ROOT + "<a/>".repeat(200_000)),
                Arguments.of("attributes", ROOT + "<a " + attributes(100_000) + "/>"),
                Arguments.of("namespaces", namespaces()),
                Arguments.of("a long name", "<" + "a".repeat(1_000_000) + "/>"),
                Arguments.of("a long attribute", ROOT + "<a b=\"" + "c".repeat(1_000_000)),
                Arguments.of("too long", ROOT + " ".repeat(1_100_000)),
                Arguments.of("one line", ROOT + "<VirtualSystem id=\"a\">" + "<x y=\"1\"><Info/></x>".repeat(15_000)),
                Arguments.of("comments", ROOT + "<!--".repeat(100_000)),
                Arguments.of("instructions", "<?".repeat(100_000)),
                Arguments.of("CDATA", ROOT + RULES.formatted("<![CDATA[".repeat(50_000))),
                Arguments.of("references", ROOT + RULES.formatted("&#x41;".repeat(100_000))),
                Arguments.of("a bomb", "<!DOCTYPE a [" + bomb() + "]><a>&z;</a>"),
                Arguments.of("a parameter entity", "<!DOCTYPE a [<!ENTITY % p \"<!ENTITY q 'x'>\">%p;]><a/>"),
                Arguments.of("brackets in rules", ROOT + RULES.formatted("CPU(C) = " + "(".repeat(30_000))),
                Arguments.of("long rules", ROOT + RULES.formatted("x ".repeat(100_000))),
                Arguments.of("many systems", ROOT + systems(2_500) + "</Envelope>"),
                Arguments.of("one id", ROOT + "<VirtualSystem id=\"a\"/>".repeat(15_000) + "</Envelope>"),
                Arguments.of("settings", ROOT + products() + "</Envelope>"),
                Arguments.of("references to collections", affinities()),
                Arguments.of("missing disks", missing()),
                Arguments.of("long ids", longIds()),
                Arguments.of("nothing but angles", "<".repeat(500_000)),
                Arguments.of("closers", "</a>".repeat(100_000)),
                Arguments.of("NULs", "\0".repeat(500_000)),
                Arguments.of("half a pair", ROOT + "\ud800</Envelope>"),
                Arguments.of("XML 1.1", "<?xml version=\"1.1\"?>" + ROOT + "&#1;\u0085</Envelope>"),
                Arguments.of("a bare mark", "\ufeff"));
    }

    private static String attributes(int count) {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++) {
            text.append(" b").append(i).append("=\"\"");
        }
        return text.toString();
    }

    /** Each level declares as many as it may, and every leaf stands under all of them. */
    private static String namespaces() {
        var text = new StringBuilder();
        for (var depth = 0; depth < 60; depth++) {
            text.append(depth == 0 ? "<Envelope xmlns=\"" + Namespaces.OVF_1 + "\"" : "<a");
            for (var i = 0; i < 60; i++) {
                text.append(" xmlns:n").append(depth).append('_').append(i).append("=\"urn:x\"");
            }
            text.append('>');
        }
        return text.append("<b xmlns:c=\"urn:y\"/>".repeat(19_000)).toString();
    }

    private static String bomb() {
        var text = new StringBuilder("<!ENTITY a \"aaaaaaaaaa\">");
        for (var c = 'b'; c <= 'z'; c++) {
            text.append("<!ENTITY ")
                    .append(c)
                    .append(" \"")
                    .append(("&" + (char) (c - 1) + ";").repeat(10))
                    .append("\">");
        }
        return text.toString();
    }

    private static String systems(int count) {
        var text = new StringBuilder("<VirtualSystemCollection id=\"c\">");
        for (var i = 0; i < count; i++) {
            text.append("<VirtualSystem id=\"a ").append(i % 7).append("\"><Info/></VirtualSystem>");
        }
        return text.append("</VirtualSystemCollection>").toString();
    }

    /** Properties of a collection are settings of every system in it. */
    private static String products() {
        return "<VirtualSystemCollection id=\"c\"><ProductSection>"
                + "<Property key=\"k\" value=\"v\"/>".repeat(8_000)
                + "</ProductSection>"
                + systems(1_500)
                + "</VirtualSystemCollection>";
    }

    private static String affinities() {
        return "<Envelope xmlns=\"" + Namespaces.OVF_1 + "\" xmlns:r=\"" + Namespaces.RESERVOIR
                + "\"><r:AffinitySection><r:Affinity>"
                + "<r:VirtualSystemId>c</r:VirtualSystemId>".repeat(10_000)
                + "</r:Affinity></r:AffinitySection>" + systems(1_500) + "</Envelope>";
    }

    private static String missing() {
        var text = new StringBuilder(ROOT + "<DiskSection>");
        for (var i = 0; i < 900; i++) {
            text.append("<Disk diskId=\"disk_of_number_").append(i).append("\" capacity=\"1\"/>");
        }
        text.append("</DiskSection><VirtualSystem id=\"a\"><VirtualHardwareSection>");
        for (var i = 0; i < 4_000; i++) {
            text.append("<Item><ResourceType>17</ResourceType><HostResource>/disk/dsik_of_number_")
                    .append(i)
                    .append("</HostResource></Item>");
        }
        return text.append("</VirtualHardwareSection></VirtualSystem></Envelope>")
                .toString();
    }

    private static String longIds() {
        return ROOT + "<DiskSection><Disk diskId=\"" + "a".repeat(300_000) + "\"/></DiskSection>"
                + "<VirtualSystem id=\"a\"><VirtualHardwareSection><Item><ResourceType>17</ResourceType><HostResource>/disk/"
                + "a".repeat(299_999)
                + "</HostResource></Item></VirtualHardwareSection></VirtualSystem></Envelope>";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void endsSoonInDiagnosticsWithAPlace(String name, String text) {
        var imported = Soon.answered(() -> {
            var answer = Ovf.compile("hostile.ovf", text);
            assertThat(DiagnosticText.print(answer.diagnostics(), text)).isNotNull();
            return answer;
        });

        assertThat(imported.service()).isNull();
        assertThat(Diagnostic.anyError(imported.diagnostics())).isTrue();
        assertThat(imported.diagnostics()).allMatch(d -> d.span().end() <= text.length());
    }

    /** A trap: whoever follows an address in the document ends up here. */
    @Test
    void nothingIsFetched() throws IOException {
        try (var trap = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            trap.setSoTimeout(300);
            var address = "http://127.0.0.1:" + trap.getLocalPort() + "/x";
            for (var text : new String[] {
                "<!DOCTYPE Envelope SYSTEM \"" + address + "\">" + ROOT + "</Envelope>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + address + "\">]>" + ROOT + "&x;</Envelope>",
                "<!DOCTYPE a [<!ENTITY % x SYSTEM \"" + address + "\">%x;]>" + ROOT + "</Envelope>",
                "<Envelope xmlns=\"" + Namespaces.OVF_1 + "\" xmlns:xsi=\"" + Namespaces.XSI
                        + "\" xsi:schemaLocation=\"" + Namespaces.OVF_1 + " " + address
                        + "\" xmlns:xi=\"http://www.w3.org/2001/XInclude\"><References><File id=\"f\" href=\"" + address
                        + "\"/></References><xi:include href=\"" + address + "\"/><?xml-stylesheet href=\"" + address
                        + "\"?></Envelope>",
            }) {
                assertThat(Ovf.compile("trap.ovf", text).service()).isNull();
            }
            Assertions.assertThrows(SocketTimeoutException.class, trap::accept);
        }
    }

    @Test
    void aDocumentTypeIsRefusedAtItsPlace() {
        var imported = Ovf.compile("d.ovf", "<?xml version=\"1.0\"?>\n<!DOCTYPE a>" + ROOT + "</Envelope>");

        assertThat(imported.diagnostics()).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo(Code.OVF_DOCUMENT_TYPE.code());
            assertThat(d.span().line()).isEqualTo(2);
            assertThat(d.span().column()).isEqualTo(1);
        });
    }

    private static boolean isBeyond(String text, OvfLimits limits) {
        return Ovf.compile("l.ovf", text, SlaClasses.SHIPPED, limits).diagnostics().stream()
                .anyMatch(d -> d.code().equals(Code.OVF_LIMIT.code()));
    }

    @Test
    void limitsHoldAtTheLimitAndNotOnePastIt() {
        var limits = new OvfLimits(1_000, 5, 6, 3, 64, 65_536, Limits.DEFAULT);
        var end = "</Envelope>";

        assertThat(isBeyond(ROOT + "<a>".repeat(4) + "</a>".repeat(4) + end, limits))
                .isFalse();
        assertThat(isBeyond(ROOT + "<a>".repeat(5) + "</a>".repeat(5) + end, limits))
                .isTrue();
        assertThat(isBeyond(ROOT + "<a/>".repeat(5) + end, limits)).isFalse();
        assertThat(isBeyond(ROOT + "<a/>".repeat(6) + end, limits)).isTrue();
        assertThat(isBeyond(ROOT + "<a" + attributes(3) + "/>" + end, limits)).isFalse();
        assertThat(isBeyond(ROOT + "<a" + attributes(4) + "/>" + end, limits)).isTrue();
        var blanks = " ".repeat(1_000 - ROOT.length() - end.length());
        assertThat(isBeyond(ROOT + blanks + end, limits)).isFalse();
        assertThat(isBeyond(ROOT + blanks + " " + end, limits)).isTrue();
    }

    @Test
    void statementsHaveTheirLimit() {
        var language = new Limits(65_536, 3, 200, 64, 500, 64, 15, 9, 256, 200);
        var limits = new OvfLimits(100_000, 64, 20_000, 64, 64, 65_536, language);

        // the service and its components
        assertThat(isBeyond(ROOT + systems(2) + "</Envelope>", limits)).isFalse();
        assertThat(isBeyond(ROOT + systems(3) + "</Envelope>", limits)).isTrue();
    }

    /** What is cut anywhere, or has a character too many, is refused or read; the seed of a failure is in its name. */
    @Test
    void envelopesThatWereTamperedWithEndInDiagnostics() throws IOException {
        var folder = Path.of("src", "test", "resources", "ovf");
        var wholes = new String[] {
            Files.readString(folder.resolve("reservoir-sap.ovf")),
            Files.readString(folder.resolve("rules-escaped.ovf")),
            Files.readString(folder.resolve("nested-collections.ovf"))
        };
        var pieces = new String[] {
            "<",
            ">",
            "/>",
            "</",
            "&",
            "&lt;",
            "&#65;",
            "\"",
            "'",
            "=",
            " ",
            "\n",
            "\r",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<?",
            "?>",
            "<!",
            "<Item>",
            "</Item>",
            "ovf:",
            "xmlns=\"\"",
            "0",
            "-1",
            "99999999999",
            "\ud83d\ude00"
        };
        for (var seed = 0; seed < 1_500; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder(wholes[seed % wholes.length]);
            for (var edits = random.nextInt(1, 5); edits > 0; edits--) {
                var at = random.nextInt(text.length());
                text.replace(
                        at, Math.min(text.length(), at + random.nextInt(4)), pieces[random.nextInt(pieces.length)]);
            }
            var changed = text.toString();
            var imported = Assertions.assertDoesNotThrow(() -> Ovf.compile("seed.ovf", changed), "seed " + seed);
            assertThat(imported.service() == null)
                    .as("seed " + seed)
                    .isEqualTo(Diagnostic.anyError(imported.diagnostics()));
        }
    }
}
