package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.explain.Baselines;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

final class CheckJunitTest {
    private static final String BROKEN = "../samples/broken/ten-mistakes.rsl";
    private static final String SEED = "../samples/seed/seed.rsl";
    private static final String DOUBTFUL = """
            service Shop
            C1(1 CPU, 1 GB, 1 GB disk)
            metric Requests(C1) gauge req/s sum
            Replicas(C1) = Requests(C1) / 500
            """;

    @TempDir
    private Path folder;

    /** The root of the one document on standard output. */
    private static Element parsed(Run run) {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(run.out())))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("not one XML document: " + run.out(), e);
        }
    }

    private static List<Element> all(Element root, String name) {
        var found = root.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static Element one(Element root, String name) {
        assertThat(all(root, name)).as(name).hasSize(1);
        return all(root, name).getFirst();
    }

    private static String counts(Element suite) {
        return String.join(
                " ", suite.getAttribute("tests"), suite.getAttribute("failures"), suite.getAttribute("errors"));
    }

    @Test
    void everyMistakeOfTheSampleIsATestThatFails() {
        var run = Run.of("check", "-o", "junit", BROKEN, SEED).exits(1);
        Baselines.assertSame(run.out(), "cli/check-junit.xml");
        assertThat(all(parsed(run), "failure")).hasSize(10);
    }

    @Test
    void aFileWithoutProblemsIsATestThatPasses() {
        var root = parsed(Run.of("check", "-o", "junit", "--strict", SEED).exits(0));
        assertThat(counts(root)).isEqualTo("1 0 0");
        assertThat(counts(one(root, "testsuite"))).isEqualTo("1 0 0");
        assertThat(one(root, "testcase").hasChildNodes()).isFalse();
    }

    @Test
    void aWarningFailsWhereItIsStrictAndIsToldElsewhere() throws IOException {
        var file = Files.writeString(folder.resolve("doubtful.rsl"), DOUBTFUL).toString();
        var mild = parsed(Run.of("check", "-o", "junit", file).exits(0));
        assertThat(counts(mild)).isEqualTo("1 0 0");
        assertThat(one(mild, "system-out").getTextContent()).startsWith("warning[RSL-034] ");
        var strict = parsed(Run.of("check", "-o", "junit", "--strict", file).exits(3));
        assertThat(counts(strict)).isEqualTo("1 1 0");
        assertThat(one(strict, "failure").getAttribute("type")).isEqualTo("warning");
    }

    @Test
    void whatCannotBeReadIsAnError() {
        var root = parsed(Run.of("check", "-o", "junit", "nowhere.rsl", SEED).exits(1));
        assertThat(counts(root)).isEqualTo("2 0 1");
        assertThat(one(root, "error").getAttribute("message"))
                .isEqualTo("cannot read nowhere.rsl: there is no such file");
        assertThat(counts(all(root, "testsuite").getFirst())).isEqualTo("1 0 1");
    }

    @Test
    void namesAndMessagesStayTextWhateverTheyHold() {
        var name = "a'\"<b>&amp;]]>\u001b\u0001\ufffe\ud800\ud83d\ude00.rsl";
        var input = "SLA(C1) = Gold\nLoad(C1) = \"<![CDATA[ & ]]>\"\nSLA(C2) = <failure/>\n";
        var root = parsed(Run.withInput(input, "check", "-o", "junit", "--stdin-name", name, "-")
                .exits(1));
        var suite = one(root, "testsuite");
        assertThat(suite.getAttribute("name")).isEqualTo("a'\"<b>&amp;]]>\ufffd\ufffd\ufffd\ufffd\ud83d\ude00.rsl");
        assertThat(all(root, "failure")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(all(root, "failure"))
                .anyMatch(failure -> failure.getTextContent().contains("| Load(C1) = \"<![CDATA[ & ]]>\"\n"))
                .anyMatch(failure -> failure.getTextContent().contains("| SLA(C2) = <failure/>\n"));
    }
}
