package io.reservoir.controller.cli;

import io.reservoir.controller.cli.JunitSuite.Case;

/** What a check found as JUnit XML, the format of test reports that every CI reads. */
final class JunitFormat implements CheckFormat {
    @Override
    public void print(Checked checked, Terminal terminal) {
        var suites = checked.files().stream()
                .map(file -> JunitSuite.of(file, checked))
                .toList();
        var tests = suites.stream().mapToInt(suite -> suite.cases().size()).sum();
        var failures = suites.stream().mapToLong(JunitSuite::failures).sum();
        var errors = suites.stream().mapToLong(JunitSuite::errors).sum();
        var xml = new XmlText();
        xml.begin("testsuites")
                .attribute("name", "reservoir check")
                .attribute("tests", tests)
                .attribute("failures", failures)
                .attribute("errors", errors);
        suites.forEach(suite -> write(suite, xml));
        terminal.print(xml.end().document());
    }

    private static void write(JunitSuite suite, XmlText xml) {
        xml.begin("testsuite")
                .attribute("name", suite.name())
                .attribute("tests", suite.cases().size())
                .attribute("failures", suite.failures())
                .attribute("errors", suite.errors())
                .attribute("skipped", 0);
        for (var one : suite.cases()) {
            xml.begin("testcase").attribute("classname", suite.name()).attribute("name", one.name());
            write(one, xml);
            xml.end();
        }
        xml.end();
    }

    private static void write(Case one, XmlText xml) {
        switch (one) {
            case JunitSuite.Passed passed -> {}
            case JunitSuite.Noted noted ->
                xml.begin("system-out").text(noted.text()).end();
            case JunitSuite.Failed failed ->
                xml.begin("failure")
                        .attribute("type", failed.type())
                        .attribute("message", failed.message())
                        .text(failed.text())
                        .end();
            case JunitSuite.Unread unread ->
                xml.begin("error")
                        .attribute("type", "unreadable")
                        .attribute("message", unread.message())
                        .end();
        }
    }
}
