package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.SourceText;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML into elements with places. It refuses document types, so that there are no entities to expand or fetch, and
 * whatever is beyond the limits, before the parser sees it.
 */
final class XmlReader {
    private static final XMLInputFactory FACTORY = factory();
    private static final Pattern BARE_AMPERSAND =
            Pattern.compile("&(?!(?:lt|gt|amp|quot|apos|#[0-9]{1,8}|#x[0-9a-fA-F]{1,8});)");

    private final SourceText source;
    private final OvfLimits limits;
    private final Problems problems;
    private final RawXml raw;
    private final Deque<OpenElement> open = new ArrayDeque<>();
    private int elements;
    private int lastTagEnd;
    private @Nullable Element root;

    private XmlReader(SourceText source, OvfLimits limits, Problems problems) {
        this.source = source;
        this.limits = limits;
        this.problems = problems;
        this.raw = new RawXml(source.text(), byteOrderMark(source.text()), limits.attributes());
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is fetched");
        });
        return factory;
    }

    /** The outermost element; null, with an error, if there is none to be had. */
    static @Nullable Element read(SourceText source, OvfLimits limits, Problems problems) {
        var text = source.text();
        if (text.length() > limits.descriptorBytes()
                || text.getBytes(StandardCharsets.UTF_8).length > limits.descriptorBytes()) {
            problems.error(
                    Code.OVF_LIMIT,
                    source.span(0, 0),
                    "the envelope is longer than " + limits.descriptorBytes() + " bytes");
            return null;
        }
        return new XmlReader(source, limits, problems).read();
    }

    private static int byteOrderMark(String text) {
        return text.startsWith("\ufeff") ? 1 : 0;
    }

    private @Nullable Element read() {
        try {
            var parser = FACTORY.createXMLStreamReader(
                    new StringReader(source.text().substring(byteOrderMark(source.text()))));
            while (step(parser)) {}
            parser.close();
        } catch (XMLStreamException fault) {
            malformed();
        }
        return problems.anyError() ? null : root;
    }

    /** One tag further, first here and then in the parser; false at the end and at the first mistake. */
    private boolean step(XMLStreamReader parser) throws XMLStreamException {
        return switch (raw.next()) {
            case OTHER -> true;
            case DOCUMENT_TYPE -> refuseDocumentType();
            case OPENING -> isWithinLimits() && isNext(parser, XMLStreamConstants.START_ELEMENT) && push(parser);
            case EMPTY ->
                isWithinLimits()
                        && isNext(parser, XMLStreamConstants.START_ELEMENT)
                        && push(parser)
                        && isNext(parser, XMLStreamConstants.END_ELEMENT)
                        && pop(raw.end());
            case CLOSING -> isNext(parser, XMLStreamConstants.END_ELEMENT) && pop(raw.start());
            case BROKEN, END -> isOver(parser);
        };
    }

    /** Never true: it is the parser that says whether the end is due. */
    private boolean isOver(XMLStreamReader parser) throws XMLStreamException {
        isNext(parser, XMLStreamConstants.END_DOCUMENT);
        return false;
    }

    /** True if the parser's next tag is of that kind too. */
    private boolean isNext(XMLStreamReader parser, int wanted) throws XMLStreamException {
        while (true) {
            var found = parser.next();
            switch (found) {
                case XMLStreamConstants.START_ELEMENT,
                        XMLStreamConstants.END_ELEMENT,
                        XMLStreamConstants.END_DOCUMENT,
                        XMLStreamConstants.DTD,
                        XMLStreamConstants.ENTITY_REFERENCE -> {
                    if (found != wanted) {
                        malformed();
                    }
                    return found == wanted;
                }
                default -> {}
            }
        }
    }

    private boolean push(XMLStreamReader parser) {
        var surrounding = open.isEmpty() ? null : open.peek();
        open.push(OpenElement.of(source, raw, parser, surrounding));
        lastTagEnd = raw.end();
        return true;
    }

    private boolean pop(int contentEnd) {
        var closed = open.pop().close(contentEnd, raw.end());
        lastTagEnd = raw.end();
        if (open.isEmpty()) {
            root = closed;
        } else {
            open.peek().add(closed);
        }
        return true;
    }

    private boolean isWithinLimits() {
        elements++;
        var excess = open.size() >= limits.depth()
                ? "elements stand at most " + limits.depth() + " deep in each other"
                : elements > limits.elements()
                        ? "an envelope has at most " + limits.elements() + " elements"
                        : raw.hasTooManyAttributes()
                                ? "an element has at most " + limits.attributes() + " attributes"
                                : null;
        if (excess != null) {
            problems.error(Code.OVF_LIMIT, source.span(raw.start(), tagNameEnd()), excess);
        }
        return excess == null;
    }

    private boolean refuseDocumentType() {
        if (source.text().startsWith("<!DOCTYPE", raw.start())) {
            problems.error(
                    Code.OVF_DOCUMENT_TYPE,
                    source.span(raw.start(), raw.start() + "<!DOCTYPE".length()),
                    "an envelope has no document type",
                    "delete it: the entities that it defines are not expanded, and nothing is fetched");
        } else {
            malformed();
        }
        return false;
    }

    private int tagNameEnd() {
        return Math.min(raw.end(), raw.start() + 1 + raw.name().length());
    }

    private void malformed() {
        if (problems.anyError()) {
            return;
        }
        var ampersand = BARE_AMPERSAND.matcher(source.text()).region(lastTagEnd, raw.end());
        if (ampersand.find()) {
            problems.error(
                    Code.OVF_XML,
                    source.span(ampersand.start(), ampersand.end()),
                    "this is no well-formed XML",
                    "a `&` is written `&amp;`, and there are no other references than those of XML itself");
            return;
        }
        var end = raw.kind() == RawXml.Kind.OPENING || raw.kind() == RawXml.Kind.EMPTY ? tagNameEnd() : raw.end();
        problems.error(Code.OVF_XML, source.span(raw.start(), end), "this is no well-formed XML", help());
    }

    private @Nullable String help() {
        var innermost = open.peek();
        if (innermost == null) {
            return null;
        }
        var closes = Problems.quoted("</" + innermost.written() + ">");
        return switch (raw.kind()) {
            case CLOSING ->
                raw.name().equals(innermost.written())
                        ? "what stands before it holds a character that XML forbids"
                        : closes + " is due first";
            case BROKEN, END -> closes + " is missing";
            case OPENING, EMPTY ->
                "an attribute stands twice, or a prefix is not declared, or a character is forbidden";
            case DOCUMENT_TYPE, OTHER -> null;
        };
    }
}
