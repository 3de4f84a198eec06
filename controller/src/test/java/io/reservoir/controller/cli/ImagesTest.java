package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImagesTest {
    /** Of 1 MiB of zeros, as sha256sum prints it. */
    private static final String ZEROS = "30e14955ebf1352266dc2ff8067e68104607e750abb9d3b36582b8af909fcb58";

    @TempDir
    private Path folder;

    private String store = "";
    private String file = "";

    @BeforeEach
    void prepare() throws IOException {
        store = folder.resolve("store").toString();
        file = Files.write(folder.resolve("web.raw"), new byte[1 << 20]).toString();
    }

    @Test
    void registersListsAndRemoves() {
        Run.of("image", "register", "web", file, "--sha256", ZEROS, "--store", store)
                .exits(0)
                .says("registered web: raw, a disk of 1 MiB, sha256 " + ZEROS);
        Run.of("image", "list", "--store", store).exits(0).says("IMAGE", "web", "raw", ZEROS.substring(0, 12));
        var listed =
                Run.of("image", "list", "--store", store, "-o", "json").exits(0).json();
        assertThat(listed.at("/images/0/sha256").asText()).isEqualTo(ZEROS);
        assertThat(listed.at("/images/0/virtualBytes").asLong()).isEqualTo(1 << 20);

        Run.of("image", "remove", "web", "--store", store).exits(0).says("removed web");
        assertThat(Run.of("image", "list", "--store", store, "-o", "json")
                        .json()
                        .at("/images"))
                .isEmpty();
    }

    @Test
    void tellsWhatIsWrongAndWhatToDo() throws IOException {
        Run.of("image", "register", "web", file, "--sha256", "0".repeat(64), "--store", store)
                .exits(1)
                .tells("image `web` is not registered: its digest is " + ZEROS);
        Files.writeString(folder.resolve("web.vmdk"), "# Disk DescriptorFile\nRW 1 FLAT \"/etc/shadow\" 0\n");
        Run.of("image", "register", "web", folder.resolve("web.vmdk").toString(), "--store", store)
                .exits(1)
                .tells("a VMDK descriptor, which names other files")
                .tells("qemu-img convert");
        Run.of("image", "register", "../web", file, "--store", store).exits(1).tells("not a name of an image");
        Run.of("image", "register", "web", folder.resolve("none").toString(), "--store", store)
                .exits(1)
                .tells("there is no file");
        Run.of("image", "remove", "web", "--store", store).exits(1).tells("there is no image of that name");
        Run.of("image", "list", "--store", file).exits(1).tells("--store names another one");
    }

    @Test
    void asksForWhatItNeeds() {
        Run.of("image", "lst").exits(2).tells("there is no verb `lst`").tells("did you mean `list`");
        Run.of("image", "register", "web").exits(2).tells("image register takes a FILE");
        Run.of("image", "remove").exits(2).tells("image remove takes a NAME");
        Run.of("image", "list", "web").exits(2).tells("image list takes no `web`");
        Run.of("image", "list", "--sha256", ZEROS).exits(2).tells("--sha256 goes with register");
    }
}
