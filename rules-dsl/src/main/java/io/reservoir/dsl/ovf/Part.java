package io.reservoir.dsl.ovf;

import org.jspecify.annotations.Nullable;

/** What a child of an envelope, a collection or a virtual system is, however it is spelt. */
enum Part {
    REFERENCES,
    DISKS,
    NETWORKS,
    SYSTEM,
    COLLECTION,
    HARDWARE,
    STARTUP,
    PRODUCT,
    OPTIONS,
    SCALE_OUT,
    PLACEMENT_GROUP,
    PLACEMENT,
    /** Ours. */
    RULES,
    /** The RESERVOIR project's. */
    KPIS,
    ELASTIC_ARRAY,
    DEPLOYMENT,
    AFFINITY,
    AVAILABILITY,
    OBJECTIVES,
    /** Known, and kept as it stands. */
    KEPT,
    /** Says nothing that a service manager would act on. */
    TOLERATED,
    /** A section of others: kept if it may be, else refused. */
    UNKNOWN;

    private static final String TYPE_SUFFIX = "_Type";

    static Part of(Element element) {
        if (element.isOf(Namespaces.RESERVOIR)) {
            return reservoir(element.name());
        }
        if (element.isOf(Namespaces.RSL)) {
            return element.name().equals("ServiceRules") ? RULES : UNKNOWN;
        }
        return element.isOvf() ? standard(element) : UNKNOWN;
    }

    private static Part standard(Element element) {
        return switch (nameOf(element)) {
            case "References" -> REFERENCES;
            case "DiskSection", "SharedDiskSection" -> DISKS;
            case "NetworkSection" -> NETWORKS;
            case "VirtualSystem" -> SYSTEM;
            case "VirtualSystemCollection" -> COLLECTION;
            case "VirtualHardwareSection" -> HARDWARE;
            case "StartupSection" -> STARTUP;
            case "ProductSection" -> PRODUCT;
            case "DeploymentOptionSection" -> OPTIONS;
            case "ScaleOutSection" -> SCALE_OUT;
            case "PlacementGroupSection" -> PLACEMENT_GROUP;
            case "PlacementSection" -> PLACEMENT;
            case "AnnotationSection",
                    "EulaSection",
                    "InstallSection",
                    "OperatingSystemSection",
                    "ResourceAllocationSection",
                    "BootDeviceSection",
                    "Strings",
                    "Info",
                    "Name",
                    "Description" -> TOLERATED;
            default -> isSection(element) ? UNKNOWN : TOLERATED;
        };
    }

    private static Part reservoir(String name) {
        return switch (name.replaceFirst("Section$", "")) {
            case "KPI" -> KPIS;
            case "ElasticArray" -> ELASTIC_ARRAY;
            case "Deployment" -> DEPLOYMENT;
            case "Affinity" -> AFFINITY;
            case "Availability" -> AVAILABILITY;
            case "PerformanceObjective" -> OBJECTIVES;
            case "Firewall", "LoadBalancer", "DiskMapping", "Aspects" -> KEPT;
            default -> UNKNOWN;
        };
    }

    /** The name of an element of the standard; old ones say it by their {@code xsi:type}. */
    private static String nameOf(Element element) {
        var type = element.attribute(Namespaces.XSI, "type");
        if (type == null || !(element.name().equals("Section") || element.name().equals("Content"))) {
            return element.name();
        }
        var local = type.text().substring(type.text().indexOf(':') + 1).strip();
        return local.endsWith(TYPE_SUFFIX) ? local.substring(0, local.length() - TYPE_SUFFIX.length()) : local;
    }

    /** Old envelopes hold plain values, such as a date, where the standard has sections. */
    private static boolean isSection(Element element) {
        return !element.namespace().isEmpty()
                || element.name().endsWith("Section")
                || element.first("Info") != null
                || element.name().equals("Section");
    }

    /** What a section says about whether it may be left out; it may not where it says nothing. */
    static boolean isRequired(Element element) {
        var required = element.attribute("required");
        return required == null || !isFalse(required.text());
    }

    private static boolean isFalse(@Nullable String text) {
        return text != null && (text.strip().equals("false") || text.strip().equals("0"));
    }
}
