package io.reservoir.dsl.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The chapters of the language's description: to add one, add its file and its line here. */
final class Chapters {
    private static final List<String> ALL = List.of(
            "first-file",
            "components",
            "measuring",
            "expressions",
            "growing",
            "clauses",
            "times",
            "promises",
            "placement",
            "tests",
            "decisions",
            "provider",
            "ovf",
            "names",
            "limits",
            "grammar");

    private static final Pattern HEADING = Pattern.compile("(?m)^(#{2,3}) (.+)\n");

    /** All sections, with what is taken from the code filled in. */
    static final List<Section> SECTIONS = read();

    private Chapters() {}

    /** As people wrote them. */
    static List<String> texts() {
        return ALL.stream().map(name -> Texts.read("language/" + name + ".md")).toList();
    }

    private static List<Section> read() {
        var texts = texts();
        var template = new Template(texts);
        return texts.stream()
                .map(template::filled)
                .flatMap(text -> sections(text).stream())
                .toList();
    }

    private static List<Section> sections(String text) {
        var headings = HEADING.matcher(text).results().toList();
        var sections = new ArrayList<Section>();
        for (var i = 0; i < headings.size(); i++) {
            var heading = headings.get(i);
            var end = i + 1 < headings.size() ? headings.get(i + 1).start() : text.length();
            sections.add(new Section(
                    heading.group(1).length(),
                    heading.group(2),
                    text.substring(heading.end(), end).strip()));
        }
        return sections;
    }
}
