package io.reservoir.libvirt.xml;

import static io.reservoir.libvirt.xml.Elements.with;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The XML of storage pools and their volumes. */
public final class StorageXml {
    private StorageXml() {}

    /** A pool that is a directory of the host, for root alone. */
    public static String pool(String name, UUID uuid, String directory) {
        return Elements.write(xml -> xml.element("pool", with("type", "dir"), () -> {
            xml.text("name", name);
            xml.text("uuid", uuid.toString());
            xml.element("target", () -> {
                xml.text("path", directory);
                xml.element("permissions", () -> xml.text("mode", "0711"));
            });
        }));
    }

    /** Where a pool has its volumes, by its XML; null where that does not say. */
    public static @Nullable String directory(String pool) {
        var target = Tree.child(Tree.root(pool, "a pool"), "target");
        return target == null ? null : Tree.text(Tree.child(target, "path"));
    }

    /** An empty disk that takes room as it is written. */
    public static String disk(String name, long bytes) {
        return Elements.write(xml -> xml.element("volume", () -> {
            xml.text("name", name);
            xml.text("capacity", with("unit", "bytes"), String.valueOf(bytes));
            xml.element("target", () -> xml.empty("format", with("type", "qcow2")));
        }));
    }

    /** A disk that shows an image where nothing was written yet; the image's format is said, never guessed. */
    public static String diskOver(String image, String format, String name, long bytes) {
        return Elements.write(xml -> xml.element("volume", () -> {
            xml.text("name", name);
            xml.text("capacity", with("unit", "bytes"), String.valueOf(bytes));
            xml.element("target", () -> xml.empty("format", with("type", "qcow2")));
            xml.element("backingStore", () -> {
                xml.text("path", image);
                xml.empty("format", with("type", format));
            });
        }));
    }

    /** Bytes as they are. */
    public static String raw(String name, long bytes) {
        return Elements.write(xml -> xml.element("volume", () -> {
            xml.text("name", name);
            xml.text("capacity", with("unit", "bytes"), String.valueOf(bytes));
            xml.element("target", () -> xml.empty("format", with("type", "raw")));
        }));
    }
}
