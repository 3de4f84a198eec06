package io.reservoir.controller.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.model.present.Present;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labs come up beside each other, and what they leave is nothing. */
class LabHostsIT {
    @TempDir
    Path directory;

    @BeforeAll
    static void needsLibvirt() {
        Present.command("libvirtd", "libvirt-daemon-system");
        Present.command("virsh", "libvirt-clients");
        Present.command("qemu-system-x86_64", "qemu-system-x86");
        Present.namespaces();
    }

    @Test
    void twoLabsStandBesideEachOtherAndLeaveNothing() throws Exception {
        var before = machine();
        try (var one = Lab.up(directory.resolve("1"), "lhi1", "10.91.1")) {
            try (var two = Lab.up(directory.resolve("2"), "lhi2", "10.91.2")) {
                assertThat(one.hosts()).containsExactly("qemu+tcp://10.91.1.11/system", "qemu+tcp://10.91.1.12/system");
                assertThat(two.hosts()).containsExactly("qemu+tcp://10.91.2.11/system", "qemu+tcp://10.91.2.12/system");
                assertThat(Stream.concat(one.hosts().stream(), two.hosts().stream())
                                .map(LabHostsIT::uuidOf))
                        .as("four hosts and no two of them the same")
                        .doesNotHaveDuplicates();
                assertThat(said("virsh", "-c", one.hosts().getFirst(), "hostname"))
                        .isEqualTo("lhi1-a");
            }
            var again = Lab.up(directory.resolve("1"), "lhi1", "10.91.1");
            assertThat(again.hosts()).isEqualTo(one.hosts());
            assertThat(uuidOf(again.hosts().getFirst()))
                    .isEqualTo(uuidOf(one.hosts().getFirst()));

            assertThatThrownBy(() -> Lab.up(directory.resolve("3"), "lhi1", "10.91.3"))
                    .isInstanceOf(LabUnavailable.class)
                    .hasMessage("lab: the prefix lhi1 is taken by " + directory.resolve("1/hosts"));
            assertThatThrownBy(() -> Lab.up(directory.resolve("3"), "lhi3", "10.91.1"))
                    .isInstanceOf(LabUnavailable.class)
                    .hasMessage("lab: the subnet 10.91.1 is taken by lhi1br");
        }
        assertThat(machine()).isEqualTo(before);
        assertThat(directory.resolve("1/hosts")).doesNotExist();
    }

    @Test
    void refusesNamesThatAreNone() {
        assertThatThrownBy(() -> Lab.up(directory, "Lab one", "10.91.4")).hasMessageContaining("a prefix is up to");
        assertThatThrownBy(() -> Lab.up(directory, "lhi4", "192.168.1")).hasMessageContaining("a subnet is like");
        assertThatThrownBy(() -> Lab.up(directory, "lhi4", "10.91.400")).hasMessageContaining("a subnet is like");
    }

    /** Interfaces, namespaces and processes of this test's labs, as the machine shows them. */
    private List<String> machine() {
        return Stream.of("/run/netns", "/sys/class/net", "/proc")
                .flatMap(folder -> Stream.of(names(folder)).map(name -> folder + "/" + name))
                .filter(path -> path.contains("/lhi") || isOurs(Path.of(path)))
                .sorted()
                .toList();
    }

    private static String[] names(String folder) {
        var names = new File(folder).list();
        return names == null ? new String[0] : names;
    }

    private boolean isOurs(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .contains(directory.toString());
        } catch (IOException e) {
            return false;
        }
    }

    private static String uuidOf(String host) {
        var capabilities = said("virsh", "-c", host, "capabilities");
        return capabilities.substring(capabilities.indexOf("<uuid>"), capabilities.indexOf("</uuid>"));
    }

    private static String said(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(text).isZero();
            return text.strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
