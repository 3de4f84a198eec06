package io.reservoir.model.sla;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** The SLA classes of a provider in all their versions, each valid from a day (UTC) on. */
public record SlaBook(List<SlaVersion> versions) {
    /** The classes as shipped, from the beginning of time. */
    public static final SlaBook SHIPPED = new SlaBook(SlaClasses.SHIPPED.classes().stream()
            .map(slaClass -> new SlaVersion(LocalDate.EPOCH, slaClass))
            .toList());

    public SlaBook {
        versions = List.copyOf(versions);
    }

    /** The newest version of each class, whether valid already or not. */
    public SlaClasses latest() {
        return on(LocalDate.MAX);
    }

    /** The classes in force on a day, the highest priority first: of each name the latest that is valid by then. */
    public SlaClasses on(LocalDate day) {
        var latest = new TreeMap<String, SlaVersion>();
        for (var version : versions) {
            if (!version.validFrom().isAfter(day)) {
                latest.merge(
                        version.slaClass().name().toLowerCase(Locale.ROOT),
                        version,
                        (a, b) -> b.validFrom().isAfter(a.validFrom()) ? b : a);
            }
        }
        return new SlaClasses(latest.values().stream()
                .map(SlaVersion::slaClass)
                .sorted(Comparator.comparingInt(SlaClass::priority).reversed())
                .toList());
    }
}
