package io.reservoir.dsl.ovf;

import io.reservoir.model.service.Component;
import javax.xml.stream.XMLStreamException;

/** Writes the hardware of a virtual system; the parts of an item stand in the order of the alphabet. */
final class HardwareWriter {
    private static final long MEBIBYTE = 1L << 20;

    private final IndentedXml xml;
    private final ExportPlan plan;
    private int instance;

    HardwareWriter(IndentedXml xml, ExportPlan plan) {
        this.xml = xml;
        this.plan = plan;
    }

    static String diskId(Component component) {
        return component.name() + "-disk";
    }

    void write(Component component) throws XMLStreamException {
        xml.open("VirtualHardwareSection");
        xml.leaf("Info", "The virtual hardware of " + component.name());
        cpu(component);
        memory(component.size().memoryBytes());
        if (component.size().diskBytes() > 0) {
            disk("ovf:/disk/" + diskId(component));
        } else if (plan.startsFromFile(component)) {
            disk("ovf:/file/" + component.image());
        }
        for (var network : component.networks()) {
            card(network);
        }
        xml.close();
    }

    private void cpu(Component component) throws XMLStreamException {
        xml.open("Item");
        xml.leaf("rasd:AllocationUnits", "hertz * 10^6");
        name("Virtual CPUs");
        xml.leaf("rasd:ResourceType", "3");
        xml.leaf("rasd:VirtualQuantity", Integer.toString(component.size().vcpus()));
        xml.close();
    }

    private void memory(long bytes) throws XMLStreamException {
        var isWhole = bytes % MEBIBYTE == 0;
        xml.open("Item");
        xml.leaf("rasd:AllocationUnits", isWhole ? "byte * 2^20" : "byte");
        name("Memory");
        xml.leaf("rasd:ResourceType", "4");
        xml.leaf("rasd:VirtualQuantity", Long.toString(isWhole ? bytes / MEBIBYTE : bytes));
        xml.close();
    }

    private void disk(String resource) throws XMLStreamException {
        xml.open("Item");
        xml.leaf("rasd:ElementName", "Disk");
        xml.leaf("rasd:HostResource", resource);
        instance();
        xml.leaf("rasd:ResourceType", "17");
        xml.close();
    }

    private void card(String network) throws XMLStreamException {
        xml.open("Item");
        xml.leaf("rasd:Connection", network);
        name("Ethernet card in " + network);
        xml.leaf("rasd:ResourceType", "10");
        xml.close();
    }

    private void name(String name) throws XMLStreamException {
        xml.leaf("rasd:ElementName", name);
        instance();
    }

    private void instance() throws XMLStreamException {
        instance++;
        xml.leaf("rasd:InstanceID", Integer.toString(instance));
    }
}
