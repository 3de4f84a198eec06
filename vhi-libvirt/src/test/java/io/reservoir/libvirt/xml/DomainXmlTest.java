package io.reservoir.libvirt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Host.Attachment;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.service.VolumeSpec;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No text becomes an element of a domain: it comes back as it went in, or the domain is not written. */
class DomainXmlTest {
    private static final Pattern ELEMENT = Pattern.compile("<[a-zA-Z]");
    private static final int ELEMENTS = elements(DomainWriter.write(plan("RED", "C1", "/a", "n", "console=ttyS0")));

    static Stream<String> hostileTexts() {
        return Stream.of(
                "</name><devices><disk type='file'><source file='/etc/shadow'/></disk></devices><name>",
                "\"/><hostdev mode='subsystem'/><x y=\"",
                "' onload='",
                "]]><x/>",
                "<!--",
                "<?xml version='1.0'?>",
                "&#60;x&#62;",
                "&lt;x/&gt;&amp;",
                "a\nb",
                "a\tb",
                "a\rb",
                "a\u0000b",
                "a\u0007b",
                "a\u007fb",
                "a\u0085b",
                "\ud800",
                "\udc00x",
                "x\ufffe",
                "\uffff",
                "\ud83d\ude80 ümläut 漢字",
                " leading and trailing ",
                "",
                "%n$s",
                "../../etc/passwd",
                "x".repeat(10_000),
                "<".repeat(10_000));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void aHostileTextComesBackAsItWentInOrIsRefused(String text) {
        for (var plan : List.of(
                plan(text, "C1", "/a", "n", "c"),
                plan("RED", text, "/a", "n", "c"),
                plan("RED", "C1", text, "n", "c"),
                plan("RED", "C1", "/a", text, "c"),
                plan("RED", "C1", "/a", "n", text))) {
            comesBackOrIsRefused(plan);
        }
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void theNameOfAVolumeIsOneSerialNumberWhateverItIs(String text) {
        for (var disk : List.of(Disk.volume("/pool/x", "vdc", text), Disk.volume(text, "vdc", "data"))) {
            String xml;
            try {
                xml = DomainWriter.write(disk);
            } catch (UnfitText refused) {
                assertThat(VolumeSpec.isValidName(text)).isFalse();
                continue;
            }
            assertThat(elements(xml)).isEqualTo(elements(DomainWriter.write(Disk.volume("/pool/x", "vdc", "data"))));
            var uuid = "5f2a3b1c-0000-4000-8000-000000000000";
            var view = DomainView.read("<domain><name>n</name><uuid>" + uuid + "</uuid><devices>"
                    + xml.substring(xml.indexOf("<disk")) + "</devices></domain>");
            assertThat(view.disks()).containsExactly(Difference.disk(disk));
            assertThat(view.disk(String.valueOf(disk.serial()))).isEqualTo(Difference.disk(disk));
        }
    }

    @Test
    void anyTextComesBackAsItWentInOrIsRefused() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var alphabet = "<>&'\"/=! -?[]#;\n\r\t\u0000\u001f\u0085\u2028\ud800\udfff\ufffeaZ9é漢";
        for (var round = 0; round < 5_000; round++) {
            var text = new StringBuilder();
            for (var i = random.nextInt(24); i >= 0; i--) {
                text.append(
                        random.nextInt(8) == 0
                                ? (char) random.nextInt(0x10000)
                                : alphabet.charAt(random.nextInt(alphabet.length())));
            }
            var word = text.toString();
            try {
                comesBackOrIsRefused(plan(word, word, word, word, word));
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ", text `" + word + "`", e);
            }
        }
    }

    private static void comesBackOrIsRefused(DomainPlan plan) {
        String xml;
        try {
            xml = DomainWriter.write(plan);
        } catch (UnfitText refused) {
            return;
        }
        assertThat(elements(xml)).isEqualTo(ELEMENTS);
        assertThat(Difference.between(plan, DomainView.read(xml))).isEmpty();
    }

    @Test
    void whatFitsIsNotRefused() {
        for (var text : List.of("ümläut", "a<b & \"c\" 'd'", "漢字 \ud83d\ude80", "]]>")) {
            var plan = plan(text, text, text, text, text);
            assertThat(Difference.between(plan, DomainView.read(DomainWriter.write(plan))))
                    .isEmpty();
        }
    }

    @Test
    void refusesWhatXmlCannotHold() {
        for (var text : List.of("a\nb", "a\u0000", "\ud800", "x\ufffe", "x".repeat(5_000))) {
            assertThatThrownBy(() -> DomainWriter.write(plan(text, "C1", "/a", "n", "c")))
                    .isInstanceOf(UnfitText.class);
        }
    }

    @Test
    void namesTheDomainOfEveryVeeWithHarmlessLettersAndNoTwoAlike() {
        var names = new ArrayList<String>();
        for (var service : List.of("Shop", "shop", "SHOP_1", "shop-1", "a" + "b".repeat(63))) {
            for (var component : List.of("C1", "c1", "</x>", "", "漢字", "c".repeat(500), "a/b", "a b\n")) {
                for (var ordinal : List.of(1, 999_999_999)) {
                    names.add(XmlText.domainName(
                            "site", new VeeId(new ServiceId(service), component, ordinal, 999_999_999)));
                }
            }
        }
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z0-9][a-z0-9-]{0,62}"));
    }

    @Test
    void noticesWhatIsNotAsItWasMeant() {
        var plan = plan("RED", "C1", "/a", "n", "c");
        var xml = DomainWriter.write(plan);
        for (var other : List.of(
                xml.replace("/a", "/b"),
                xml.replace("<memory unit=\"KiB\">", "<memory unit=\"MiB\">"),
                xml.replace("current=\"1\"", "current=\"2\""),
                xml.replace("</devices>", "<hostdev/></devices>"),
                xml.replace("</devices>", "<filesystem/></devices>"),
                xml.replace("</devices>", "<disk device='disk'><source file='/etc/shadow'/></disk></devices>"),
                xml.replace("ordinal=\"1\"", "ordinal=\"2\""))) {
            assertThat(other).isNotEqualTo(xml);
            assertThat(isDifferent(plan, other)).as(other).isTrue();
        }
    }

    private static boolean isDifferent(DomainPlan plan, String xml) {
        try {
            return !Difference.between(plan, DomainView.read(xml)).isEmpty();
        } catch (IllegalArgumentException notXml) {
            return true;
        }
    }

    @Test
    void refusesADoctype() {
        assertThatThrownBy(() ->
                        DomainView.read("<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><domain>&e;</domain>"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMarkOfAnotherHandIsNone() {
        for (var metadata : List.of(
                "<vee:vee xmlns:vee='urn:reservoir:vee:1'/>",
                "<vee:vee xmlns:vee='urn:reservoir:vee:1' service='shop' ordinal='0'/>",
                "<vee xmlns='urn:other' site='s'/>")) {
            var view = DomainView.read("<domain><uuid>00000000-0000-0000-0000-000000000001</uuid><metadata>" + metadata
                    + "</metadata></domain>");
            assertThat(view.mark()).isNull();
        }
    }

    private static int elements(String xml) {
        return (int) ELEMENT.matcher(xml).results().count();
    }

    private static DomainPlan plan(String network, String component, String path, String bridge, String commandLine) {
        var vee = new VeeId(new ServiceId("shop"), component, 1, 1);
        var attachments = List.of(
                new Attachment(new Host.Nic(network, 1_000L), "10.0.0.1"),
                new Attachment(new Host.Nic("BLUE", null), null));
        var mark = new Mark(
                "site",
                vee,
                new Size(1, 128 << 20, 5),
                attachments,
                new Probe.Http(8080, network, Duration.ofMinutes(2)),
                new Epoch(7),
                new IntentId(8),
                VeeState.DEFINED,
                Instant.EPOCH,
                new HostId("h2"));
        return new DomainPlan(
                "qemu",
                "x86_64",
                XmlText.domainName("site", vee),
                vee.uuid("site"),
                mark,
                4,
                new Boot.FromKernel("/k", "/i", commandLine),
                List.of(Disk.of(path, Disk.Format.QCOW2, 0)),
                List.of(new Nic(
                        new Nic.Attachment.Network(bridge),
                        "52:54:00:00:00:01",
                        new Nic.Filter("clean", List.of(new Nic.Filter.Parameter("IP", network))),
                        1_000L)),
                "/var/log/x");
    }
}
