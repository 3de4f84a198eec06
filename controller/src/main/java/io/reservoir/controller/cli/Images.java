package io.reservoir.controller.cli;

import io.reservoir.controller.explain.Table;
import io.reservoir.controller.explain.Words;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.libvirt.image.ImageLimits;
import io.reservoir.libvirt.image.ImageStore;
import io.reservoir.libvirt.image.Registration;
import io.reservoir.libvirt.image.StoredImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code image}: what the disks of VEEs are made over, in the store of a host. */
@Command(
        name = "image",
        description = "Register, list and remove the disk images of a host.",
        footer = {
            "",
            "A store is a directory of a host. Hosts that have it mounted at the same path share it. An image is",
            "copied into it, looked into, and kept by its digest: qcow2, raw, or VMDK in one file."
        })
final class Images implements Callable<Integer> {
    private static final List<String> VERBS = List.of("register", "list", "remove");

    private final Terminal terminal;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Option(
            names = "--store",
            paramLabel = "DIR",
            defaultValue = "/var/lib/reservoir/images",
            description = "where the images are; made if need be (default: ${DEFAULT-VALUE})")
    private Path store = Path.of("/var/lib/reservoir/images");

    @Option(names = "--sha256", paramLabel = "DIGEST", description = "With register: what the file must be of.")
    private @Nullable String sha256;

    @Parameters(index = "0", paramLabel = "VERB", description = "register, list or remove.")
    private String verb = "";

    @Parameters(index = "1", paramLabel = "NAME", arity = "0..1", description = "What manifests call the image.")
    private @Nullable String name;

    @Parameters(index = "2", paramLabel = "FILE", arity = "0..1", description = "With register: the image.")
    private @Nullable Path file;

    Images(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var word = verb.toLowerCase(Locale.ROOT);
        if (!VERBS.contains(word)) {
            throw Refusal.usage("there is no verb `" + verb + "`", Suggestion.help(verb, VERBS, "verbs"));
        }
        if (sha256 != null && !word.equals("register")) {
            throw Refusal.usage("--sha256 goes with register", null);
        }
        try {
            return switch (word) {
                case "register" -> register(wanted(name, "NAME", word), wanted(file, "FILE", word));
                case "remove" -> {
                    unwanted(file, word);
                    yield told(open().remove(wanted(name, "NAME", word)), "removed");
                }
                default -> {
                    unwanted(name, word);
                    yield list(open().list());
                }
            };
        } catch (IOException e) {
            throw Refusal.of("the store " + store + ": " + e.getMessage(), "--store names another one");
        }
    }

    private int register(String wantedName, Path wantedFile) throws IOException {
        return told(open().register(wantedName, wantedFile, sha256), "registered");
    }

    private ImageStore open() throws IOException {
        return ImageStore.open(store, ImageLimits.DEFAULT, InstantSource.system());
    }

    private static <T> T wanted(@Nullable T argument, String what, String word) {
        if (argument == null) {
            throw Refusal.usage("image " + word + " takes a " + what, "./reservoir image register web web.qcow2");
        }
        return argument;
    }

    private static void unwanted(@Nullable Object argument, String word) {
        if (argument != null) {
            throw Refusal.usage("image " + word + " takes no `" + argument + "`", null);
        }
    }

    private int told(Registration registration, String done) {
        return switch (registration) {
            case Registration.Done(var image) -> {
                if (output.isJson()) {
                    Json.print(terminal, ImageView.of(image));
                } else {
                    terminal.print("%s %s: %s, a disk of %s, sha256 %s\n"
                            .formatted(
                                    done,
                                    image.name(),
                                    image.format().word(),
                                    Words.bytes(image.virtualBytes()),
                                    image.sha256()));
                }
                yield Exit.OK;
            }
            case Registration.Refused(var why, var help) ->
                throw Refusal.of("image `" + name + "` is not " + done + ": " + why, help);
        };
    }

    private int list(List<StoredImage> images) {
        if (output.isJson()) {
            Json.print(terminal, new Listed(images.stream().map(ImageView::of).toList()));
            return Exit.OK;
        }
        var table = Table.headed("IMAGE", "FORMAT", "DISK", "FILE", "REGISTERED", "SHA256");
        for (var image : images) {
            table.row(
                    image.name(),
                    image.format().word(),
                    Words.bytes(image.virtualBytes()),
                    Words.bytes(image.fileBytes()),
                    Words.of(image.registered()),
                    output.isWide() ? image.sha256() : image.sha256().substring(0, 12));
        }
        terminal.print(table.toString());
        return Exit.OK;
    }

    /** What {@code image list} prints for programs. */
    record Listed(List<ImageView> images) {}

    /** An image for programs. */
    record ImageView(String name, String format, long virtualBytes, long fileBytes, Instant registered, String sha256) {
        static ImageView of(StoredImage image) {
            return new ImageView(
                    image.name(),
                    image.format().word(),
                    image.virtualBytes(),
                    image.fileBytes(),
                    image.registered(),
                    image.sha256());
        }
    }
}
