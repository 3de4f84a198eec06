package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.EntryDetail;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.VeeView;
import io.reservoir.controller.api.view.VolumesView;
import io.reservoir.controller.execute.PlanExecutor;
import io.reservoir.controller.explain.Table;
import io.reservoir.controller.explain.Words;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.model.ledger.Entry.Result;
import io.reservoir.model.service.VolumeSpec;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code volume}: disks with data that outlive VEEs. */
@Command(
        name = "volume",
        description = "Attach disks with data to VEEs, detach, list and delete them.",
        footer = {
            "",
            "  volume attach VEE NAME --size 10GiB",
            "  volume detach VEE NAME",
            "  volume list SERVICE",
            "  volume delete SERVICE NAME --yes",
            "",
            "A volume lies on one host. In the guest it is /dev/disk/by-id/virtio-NAME. It outlives its VEE, and is",
            "attached to another one by nobody but you."
        })
final class VolumeCommand implements Callable<Integer> {
    private static final List<String> VERBS = List.of("attach", "detach", "list", "delete");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,8})\\s?([MGT])iB");

    private final Terminal terminal;

    @Mixin
    private final ServerOption serverOption = new ServerOption();

    @Mixin
    private final ServiceOption serviceOption = new ServiceOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "VERB", description = "attach, detach, list or delete.")
    private String verb = "";

    @Parameters(
            index = "1",
            paramLabel = "VEE|SERVICE",
            description = "Such as 'C1[3]', quoted for the shell; with list and delete, a service.")
    private String whose = "";

    @Parameters(index = "2", paramLabel = "NAME", arity = "0..1", description = "The volume.")
    private @Nullable String name;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description =
                    "With attach: how large it is to be made, such as 512MiB or 10GiB; not for one that is there.")
    private @Nullable String size;

    @Option(names = "--yes", description = "With delete: delete all that is on it.")
    private boolean yes;

    @Option(names = "--no-wait", description = "With attach and detach: say only that its host was told.")
    private boolean noWait;

    VolumeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var word = verb.toLowerCase(Locale.ROOT);
        if (!VERBS.contains(word)) {
            throw Refusal.usage("there is no verb `" + verb + "`", Suggestion.help(verb, VERBS, "verbs"));
        }
        goesWith(size != null, "--size", word, "attach");
        goesWith(yes, "--yes", word, "delete");
        if (noWait && !word.equals("attach") && !word.equals("detach")) {
            throw Refusal.usage("--no-wait goes with attach and detach", null);
        }
        return switch (word) {
            case "attach" -> plug(Paths.VOLUME_ATTACH, size == null ? null : bytes(size), "attached to");
            case "detach" -> plug(Paths.VOLUME_DETACH, null, "detached from");
            case "list" -> list();
            default -> delete();
        };
    }

    private static void goesWith(boolean isThere, String option, String word, String verb) {
        if (isThere && !word.equals(verb)) {
            throw Refusal.usage(option + " goes with " + verb, null);
        }
    }

    private static long bytes(String text) {
        var match = SIZE.matcher(text.strip());
        if (match.matches()) {
            var shift = switch (match.group(2)) {
                case "M" -> 20;
                case "G" -> 30;
                default -> 40;
            };
            var number = Long.parseLong(match.group(1));
            if (number <= VolumeSpec.MOST_BYTES >> shift && VolumeSpec.isValidSize(number << shift)) {
                return number << shift;
            }
        }
        throw Refusal.usage(
                "`" + text + "` is no size of a volume", "write whole MiB, GiB or TiB, such as 10GiB; at most 16TiB");
    }

    private String named() {
        if (name == null) {
            throw Refusal.usage(
                    "volume " + verb + " takes a NAME", "./reservoir volume attach 'C1[1]' data --size 10GiB");
        }
        if (!VolumeSpec.isValidName(name)) {
            throw Refusal.usage(
                    "`" + name + "` is no name of a volume",
                    "at most 20 of a-z, 0-9 and `-`, and the first of them no `-`");
        }
        return name;
    }

    /**
     * What came of it, for programs.
     *
     * @param done whether it is so; false too while the guest has not let it go
     */
    record Plugged(String vee, @Nullable String host, String volume, Result result, boolean done, String message) {}

    private int plug(String template, @Nullable Long bytes, String done) {
        var replica = Replica.required(whose);
        var volume = named();
        try (var site = new ServerSite(serverOption.connect(terminal))) {
            var service = replica.serviceIn(site, serviceOption);
            var path = new Query(Paths.of(template, service, volume, replica.component(), replica.ordinal()))
                    .with("bytes", bytes)
                    .toString();
            var told = site.about(service, () -> site.server().post(path, null, VeeView.class));
            var claim = told.call();
            if (noWait || claim == null) {
                return told(told, volume, done);
            }
            return ended(told, volume, done, Claims.end(site, service, claim));
        }
    }

    private int told(VeeView vee, String volume, String done) {
        if (output.isJson()) {
            Json.print(terminal, vee);
        } else {
            terminal.print(vee.host() + " is told that " + volume + " is to be " + done + " " + Replica.shown(vee.id())
                    + "\n");
        }
        return Exit.OK;
    }

    private int ended(VeeView vee, String volume, String done, EntryDetail.Finished end) {
        // what its host has begun and not ended, the guest has to do
        var isDone = end.result() == Result.DONE && !end.message().equals(PlanExecutor.UNDER_WAY);
        if (output.isJson()) {
            Json.print(terminal, new Plugged(vee.id(), vee.host(), volume, end.result(), isDone, end.message()));
            return isDone ? Exit.OK : Exit.FAILED;
        }
        if (isDone) {
            terminal.print(volume + " is " + done + " " + Replica.shown(vee.id()) + " on " + vee.host() + "\n");
            return Exit.OK;
        }
        var what = "volume " + volume + " is not " + done + " " + Replica.shown(vee.id());
        throw end.result() == Result.DONE
                ? Refusal.of(
                        what + " yet: its guest has not let it go",
                        "it is without it at the latest when it starts again; reservoir get shows when it has")
                : Refusal.of(what + ": " + end.message(), null);
    }

    private int list() {
        if (name != null) {
            throw Refusal.usage("volume list takes no `" + name + "`", null);
        }
        try (var site = new ServerSite(serverOption.connect(terminal))) {
            return show(site.about(whose, () -> site.server().get(Paths.of(Paths.VOLUMES, whose), VolumesView.class)));
        }
    }

    private int show(VolumesView view) {
        if (output.isJson()) {
            Json.print(terminal, view);
            return Exit.OK;
        }
        SilentHosts.tell(view.silent(), terminal);
        if (view.volumes().isEmpty()) {
            terminal.print("no volumes\n");
            return Exit.OK;
        }
        var table = Table.headed("VOLUME", "SIZE", "HOST", "VEE");
        for (var volume : view.volumes()) {
            table.row(
                    volume.name(),
                    Words.bytes(volume.bytes()),
                    volume.host() + (volume.shared() ? " (shared)" : ""),
                    volume.vee() == null ? "-" : Replica.shown(volume.vee()));
        }
        terminal.print(table.toString());
        return Exit.OK;
    }

    private int delete() {
        var volume = named();
        if (!yes) {
            throw Refusal.usage(
                    "volume delete deletes all that is on `" + volume + "` for good", "if that is meant, say --yes");
        }
        try (var site = new ServerSite(serverOption.connect(terminal))) {
            var path = Paths.of(Paths.VOLUME_DELETE, whose, volume);
            var left = site.about(whose, () -> site.server().post(path, null, VolumesView.class));
            if (output.isJson()) {
                Json.print(terminal, left);
            } else {
                terminal.print(volume + " of " + whose + " is deleted\n");
            }
            return Exit.OK;
        }
    }
}
