package io.reservoir.libvirt.xml;

import static io.reservoir.libvirt.xml.Elements.with;

import java.util.List;

/** Writes the XML of what is to be copied of a domain. */
public final class BackupXml {
    private BackupXml() {}

    /**
     * One disk into a qcow2 file that is there.
     *
     * @param target the name of its device, such as {@code vda}
     * @param others the names of the others, which are left out: libvirt copies what it is not told to leave out
     */
    public static String of(String target, String file, List<String> others) {
        return Elements.write(xml -> xml.element(
                "domainbackup",
                with("mode", "push"),
                () -> xml.element("disks", () -> {
                    xml.element("disk", with("name", target, "backup", "yes", "type", "file"), () -> {
                        xml.empty("driver", with("type", "qcow2"));
                        xml.empty("target", with("file", file));
                    });
                    for (var other : others) {
                        xml.empty("disk", with("name", other, "backup", "no"));
                    }
                })));
    }
}
