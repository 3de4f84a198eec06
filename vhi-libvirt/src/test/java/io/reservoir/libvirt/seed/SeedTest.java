package io.reservoir.libvirt.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.libvirt.network.Cidr;
import io.reservoir.libvirt.network.Plug;
import io.reservoir.libvirt.xml.Nic;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Setting;
import io.reservoir.model.service.Setting.Question;
import io.reservoir.model.service.Setting.Resolved;
import io.reservoir.model.service.Setting.Text;
import io.reservoir.model.vee.VeeId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeedTest {
    private static final VeeId VEE = new VeeId(new ServiceId("WebShop"), "C1", 3, 1);
    private static final UUID ID = new UUID(1, 2);
    private static final Plug RED = new Plug(
            "RED",
            new Nic(new Nic.Attachment.Network("webshop-1"), "52:54:0a:80:00:02", null, null),
            "10.128.0.2",
            Cidr.parse("10.128.0.0/22"),
            null,
            List.of());
    private static final Plug PUBLIC = new Plug(
            "public",
            new Nic(new Nic.Attachment.Bridge("br0"), "52:54:c6:33:64:0a", null, null),
            "198.51.100.10",
            Cidr.parse("198.51.100.0/24"),
            "198.51.100.1",
            List.of("198.51.100.2", "198.51.100.3"));

    @Test
    void aDiscHoldsWhatCloudInitAndOthersRead() throws Unanswered {
        var disc = Seed.disc(VEE, ID, Map.of("DB_HOST", "10.128.0.9"), List.of(PUBLIC, RED));
        assertThat(file(disc, "meta-data"))
                .isEqualTo("{\"instance-id\": \"" + ID
                        + "\", \"local-hostname\": \"webshop-c1-3\", \"vee\": \"WebShop/C1[3]#1\"}\n");
        assertThat(file(disc, "settings.json")).isEqualTo("{\"DB_HOST\": \"10.128.0.9\"}\n");
        assertThat(file(disc, "user-data"))
                .isEqualTo("#cloud-config\n{\"write_files\": [{\"path\": \"/etc/reservoir/settings.json\", "
                        + "\"permissions\": \"0600\", \"content\": \"{\\\"DB_HOST\\\": \\\"10.128.0.9\\\"}\\n\"}]}\n");
        assertThat(file(disc, "network-config"))
                .isEqualTo("{\"version\": 2, \"ethernets\": {\"nic0\": {\"match\": {\"macaddress\": "
                        + "\"52:54:c6:33:64:0a\"}, \"addresses\": [\"198.51.100.10/24\"], \"routes\": [{\"to\": "
                        + "\"0.0.0.0/0\", \"via\": \"198.51.100.1\"}], \"nameservers\": {\"addresses\": "
                        + "[\"198.51.100.2\", \"198.51.100.3\"]}}, \"nic1\": {\"match\": {\"macaddress\": "
                        + "\"52:54:0a:80:00:02\"}, \"addresses\": [\"10.128.0.2/22\"]}}}\n");
        assertThat(file(disc, "addresses"))
                .isEqualTo("52:54:c6:33:64:0a 198.51.100.10/24 198.51.100.1\n52:54:0a:80:00:02 10.128.0.2/22 -\n");
    }

    /** Every character that there is, in settings, comes back as it was, through JSON twice. */
    @Test
    void everyCharacterComesBackAsItWas() throws Unanswered {
        for (var from = 0; from < Character.MAX_CODE_POINT; from += 4_096) {
            var text = IntStream.range(from, from + 4_096)
                    .filter(c -> Character.getType(c) != Character.SURROGATE)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            var told = answers().of(List.of(new Setting("KEY", List.of(new Text(text)))));
            var disc = Seed.disc(VEE, ID, told, List.of());
            assertThat(JsonReader.read(file(disc, "settings.json"))).isEqualTo(Map.of("KEY", text));
            var user = file(disc, "user-data").substring("#cloud-config\n".length());
            var files = (List<?>) ((Map<?, ?>) JsonReader.read(user)).get("write_files");
            var content = String.valueOf(((Map<?, ?>) files.getFirst()).get("content"));
            assertThat(content).isEqualTo(file(disc, "settings.json"));
        }
    }

    /** What YAML takes in double quotes, by its specification, and nothing else. */
    @Test
    void whatIsWrittenIsYamlToo() {
        for (var c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (Character.getType(c) == Character.SURROGATE) {
                continue;
            }
            var written = JsonText.of(Character.toString(c));
            assertThat(written.codePoints().limit(written.codePointCount(0, written.length()) - 1))
                    .allMatch(w -> (w >= 0x20 && w < 0x7f)
                            || (w >= 0xa0 && w <= 0xd7ff)
                            || (w >= 0xe000 && w <= 0xfffd && w != 0xfeff)
                            || w >= 0x10000);
        }
    }

    @Test
    void halfACharacterIsRefused() {
        assertThatThrownBy(() -> answers().of(List.of(new Setting("KEY", List.of(new Text("a\ud83d"))))))
                .isInstanceOf(Unanswered.class)
                .hasMessageContaining("`KEY`")
                .hasMessageContaining("lone surrogate");
    }

    @Test
    void tooMuchIsRefused() throws Unanswered {
        var most = Answers.MOST_BYTES - "{\"K\": \"\"}\n".length();
        Seed.disc(VEE, ID, Map.of("K", "x".repeat(most)), List.of());
        assertThatThrownBy(() -> Seed.disc(VEE, ID, Map.of("K", "x".repeat(most + 1)), List.of()))
                .isInstanceOf(Unanswered.class);
    }

    @ParameterizedTest
    @EnumSource(Question.class)
    void everyQuestionAboutTheVeeItselfIsAnswered(Question question) throws Unanswered {
        var setting =
                new Setting("K", List.of(new Text("<"), new Resolved(question, null, 0, "public"), new Text(">")));
        assertThat(answers().of(List.of(setting)).get("K"))
                .isEqualTo(
                        switch (question) {
                            case IP, IPS, ENTRY -> "<198.51.100.10>";
                            case NETMASK -> "<255.255.255.0>";
                            case GATEWAY -> "<198.51.100.1>";
                            case DNS -> "<198.51.100.2,198.51.100.3>";
                            case DOMAIN -> "<Domain1>";
                            case ID -> "<3>";
                            case SERVICE -> "<WebShop>";
                            case MONITORING -> "<http://10.0.0.1:7070>";
                        });
    }

    @Test
    void whatIsNotKnownIsSaid() {
        refused("is not attached to", new Resolved(Question.IP, null, 0, "BLUE"), "http://x");
        refused("another VEE", new Resolved(Question.IP, "C2", 1, "RED"), "http://x");
        refused("another VEE", new Resolved(Question.IP, null, 2, "RED"), "http://x");
        refused("where readings are sent to", new Resolved(Question.MONITORING, null, 0, null), null);
    }

    private static void refused(String why, Resolved question, @Nullable String monitoring) {
        var answers = new Answers(VEE, "Domain1", monitoring, List.of(PUBLIC, RED));
        assertThatThrownBy(() -> answers.of(List.of(new Setting("K", List.of(question)))))
                .isInstanceOf(Unanswered.class)
                .hasMessageContaining(why);
    }

    private static Answers answers() {
        return new Answers(VEE, "Domain1", "http://10.0.0.1:7070", List.of(PUBLIC, RED));
    }

    private static String file(byte[] disc, String name) {
        var content = Disc.read(disc).get(name);
        assertThat(content).as(name).isNotNull();
        return new String(content, StandardCharsets.UTF_8);
    }
}
