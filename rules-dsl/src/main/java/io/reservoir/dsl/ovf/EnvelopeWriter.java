package io.reservoir.dsl.ovf;

import io.reservoir.model.service.Component;
import io.reservoir.model.service.Image;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/** Writes an envelope of OVF 1: its references and sections in the standard's order, then the virtual systems. */
final class EnvelopeWriter {
    private final ExportPlan plan;
    private final List<VerbatimSection> kept;

    EnvelopeWriter(ExportPlan plan, List<VerbatimSection> kept) {
        this.plan = plan;
        this.kept = kept;
    }

    String write() {
        try {
            return envelope(new IndentedXml());
        } catch (XMLStreamException fault) {
            throw new IllegalStateException("a text in memory takes what is written", fault);
        }
    }

    private String envelope(IndentedXml xml) throws XMLStreamException {
        xml.open("Envelope");
        xml.declare("", Namespaces.OVF_1);
        xml.declare("ovf", Namespaces.OVF_1);
        xml.declare("rasd", Namespaces.RASD);
        xml.declare("rsl", Namespaces.RSL);
        references(xml);
        disks(xml);
        networks(xml);
        rules(xml);
        for (var section : kept) {
            if (plan.components().stream().noneMatch(c -> c.name().equals(section.owner()))) {
                xml.verbatim(section.xml());
            }
        }
        collection(xml);
        xml.close();
        return xml.finish();
    }

    private void references(IndentedXml xml) throws XMLStreamException {
        xml.open("References");
        for (var image : plan.images()) {
            file(xml, image);
        }
        xml.close();
    }

    private static void file(IndentedXml xml, Image image) throws XMLStreamException {
        var source = image.source() == null ? "" : image.source();
        if (image.sha256() == null) {
            xml.empty("File", "ovf:id", image.name(), "ovf:href", source, "rsl:image", image.name());
        } else {
            xml.empty(
                    "File",
                    "ovf:id",
                    image.name(),
                    "ovf:href",
                    source,
                    "rsl:image",
                    image.name(),
                    "rsl:sha256",
                    image.sha256());
        }
    }

    private void disks(IndentedXml xml) throws XMLStreamException {
        xml.open("DiskSection");
        xml.leaf("Info", "The disks of the virtual systems");
        for (var component : plan.components()) {
            var bytes = Long.toString(component.size().diskBytes());
            var id = HardwareWriter.diskId(component);
            if (component.size().diskBytes() == 0) {
                continue;
            }
            if (plan.startsFromFile(component) && component.image() != null) {
                xml.empty("Disk", "ovf:diskId", id, "ovf:capacity", bytes, "ovf:fileRef", component.image());
            } else {
                xml.empty("Disk", "ovf:diskId", id, "ovf:capacity", bytes);
            }
        }
        xml.close();
    }

    private void networks(IndentedXml xml) throws XMLStreamException {
        xml.open("NetworkSection");
        xml.leaf("Info", "The networks of the service");
        for (var network : plan.networks()) {
            xml.empty("Network", "ovf:name", network);
        }
        xml.close();
    }

    private void rules(IndentedXml xml) throws XMLStreamException {
        var rules = plan.rules();
        if (!rules.isEmpty()) {
            xml.open("rsl:ServiceRules", "ovf:required", "false");
            xml.leaf("Info", "Rules in the Reservoir service language");
            xml.cdata("\n" + rules + "\n");
            xml.close();
        }
    }

    private void collection(IndentedXml xml) throws XMLStreamException {
        xml.open("VirtualSystemCollection", "ovf:id", plan.serviceName());
        xml.leaf("Info", "The service " + plan.serviceName());
        if (plan.hasStartOrder()) {
            startup(xml);
        }
        for (var component : plan.components()) {
            system(xml, component);
        }
        xml.close();
    }

    private void startup(IndentedXml xml) throws XMLStreamException {
        xml.open("StartupSection");
        xml.leaf("Info", "The order in which the virtual systems start");
        for (var component : plan.components()) {
            var order = Integer.toString(plan.level(component));
            xml.empty("Item", "ovf:id", component.name(), "ovf:order", order);
        }
        xml.close();
    }

    private void system(IndentedXml xml, Component component) throws XMLStreamException {
        xml.open("VirtualSystem", "ovf:id", component.name());
        xml.leaf("Info", "The component " + component.name());
        var properties = plan.properties(component);
        if (!properties.isEmpty()) {
            xml.open("ProductSection");
            xml.leaf("Info", "What the guest is told");
            for (var setting : properties) {
                xml.empty(
                        "Property",
                        "ovf:key",
                        setting.key(),
                        "ovf:type",
                        "string",
                        "ovf:value",
                        ExportPlan.text(setting));
            }
            xml.close();
        }
        new HardwareWriter(xml, plan).write(component);
        for (var section : kept) {
            if (section.owner().equals(component.name())) {
                xml.verbatim(section.xml());
            }
        }
        xml.close();
    }
}
