package io.reservoir.libvirt.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.present.Present;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another program's view of a disc. */
class Iso9660IT {
    @TempDir
    private Path directory;

    @Test
    void anotherProgramReadsItTheSameWay() throws Exception {
        Present.command("isoinfo", "genisoimage");
        var disc = Files.write(
                directory.resolve("disc.iso"),
                Iso9660.write(
                        "CIDATA",
                        Map.of(
                                "user-data",
                                "{\"a\": 1}\n".getBytes(StandardCharsets.UTF_8),
                                "b.json",
                                new byte[5_000])));
        assertThat(isoinfo(disc, "-d")).contains("Volume id: CIDATA", "Joliet");
        assertThat(isoinfo(disc, "-J", "-f")).contains("/user-data;1", "/b.json;1");
        assertThat(isoinfo(disc, "-f")).contains("/USER_DATA.;1", "/B.JSON;1");
        assertThat(isoinfo(disc, "-J", "-x", "/user-data;1")).isEqualTo("{\"a\": 1}\n");
        assertThat(isoinfo(disc, "-J", "-x", "/b.json;1")).hasSize(5_000);
    }

    private String isoinfo(Path disc, String... words) throws Exception {
        var command = new ArrayList<>(List.of("isoinfo", "-i", disc.toString()));
        command.addAll(List.of(words));
        var out = directory.resolve("out").toFile();
        var process = new ProcessBuilder(command)
                .redirectOutput(out)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readString(out.toPath(), StandardCharsets.ISO_8859_1);
    }
}
