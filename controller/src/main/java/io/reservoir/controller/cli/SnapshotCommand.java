package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.SnapshotView;
import io.reservoir.controller.api.view.SnapshotsView;
import io.reservoir.controller.explain.Table;
import io.reservoir.controller.explain.Words;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.model.port.VeeSnapshots.SnapshotId;
import io.reservoir.model.port.VeeSnapshots.State;
import io.reservoir.model.vee.VeeId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snapshot}: copies of VEEs' disks as they were at one instant. */
@Command(
        name = "snapshot",
        description = "Take snapshots of the disks of VEEs while they go on, list and delete them.",
        footer = {
            "",
            "  snapshot create VEE NAME --wait",
            "  snapshot list SERVICE|VEE",
            "  snapshot delete VEE NAME",
            "",
            "A snapshot is a file at the VEE's host that needs no other one: the disk as if the power had",
            "gone at that instant. It outlives its VEE. list prints where it is; image register NAME FILE,",
            "at that host, makes an image of it. Deleting one that is being taken gives it up."
        })
final class SnapshotCommand implements Callable<Integer> {
    private static final List<String> VERBS = List.of("create", "list", "delete");

    private final Terminal terminal;

    @Mixin
    private final ServerOption serverOption = new ServerOption();

    @Mixin
    private final ServiceOption serviceOption = new ServiceOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "VERB", description = "create, list or delete.")
    private String verb = "";

    @Parameters(
            index = "1",
            paramLabel = "VEE|SERVICE",
            description = "Such as 'C1[3]', quoted for the shell; with list, a service will do.")
    private String whose = "";

    @Parameters(index = "2", paramLabel = "NAME", arity = "0..1", description = "The snapshot.")
    private @Nullable String name;

    @Option(names = "--wait", description = "With create: wait until it is there, or failed.")
    private boolean wait;

    private boolean hasProgress;

    SnapshotCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var word = verb.toLowerCase(Locale.ROOT);
        if (!VERBS.contains(word)) {
            throw Refusal.usage("there is no verb `" + verb + "`", Suggestion.help(verb, VERBS, "verbs"));
        }
        if (wait && !word.equals("create")) {
            throw Refusal.usage("--wait goes with create", null);
        }
        return switch (word) {
            case "create" -> create();
            case "delete" -> delete();
            default -> list();
        };
    }

    private String named() {
        if (name == null) {
            throw Refusal.usage(
                    "snapshot " + verb + " takes a NAME", "./reservoir snapshot create 'C1[1]' before-upgrade");
        }
        if (!SnapshotId.isValidName(name)) {
            throw Refusal.usage(
                    "`" + name + "` is no name of a snapshot",
                    "at most 32 of a-z, 0-9 and `-`, and the first of them no `-`");
        }
        return name;
    }

    private int create() {
        var replica = Replica.required(whose);
        var wanted = named();
        try (var site = new ServerSite(serverOption.connect(terminal))) {
            var service = replica.serviceIn(site, serviceOption);
            var path = Paths.of(Paths.SNAPSHOT_TAKE, service, wanted, replica.component(), replica.ordinal());
            var told = site.about(service, () -> site.server().post(path, null, SnapshotView.class));
            return shown(wait ? settled(site, service, told) : told);
        }
    }

    /** The snapshot once it is being taken no more. */
    private SnapshotView settled(ServerSite site, String service, SnapshotView told) {
        var now = told;
        while (now.state() == State.TAKING) {
            progress(now);
            Poll.pause("its host");
            now = again(site, service, now);
        }
        endProgress();
        return now;
    }

    private SnapshotView again(ServerSite site, String service, SnapshotView last) {
        var all = site.about(service, () -> site.server().get(Paths.of(Paths.SNAPSHOTS, service), SnapshotsView.class));
        for (var each : all.snapshots()) {
            if (each.vee().equals(last.vee()) && each.name().equals(last.name())) {
                return each;
            }
        }
        if (all.silent().contains(last.host())) {
            return last;
        }
        endProgress();
        throw Refusal.of(
                "snapshot " + last.name() + " of " + Replica.shown(last.vee()) + " was given up",
                "it was deleted meanwhile, or what took it was started anew");
    }

    private void progress(SnapshotView view) {
        if (terminal.interactive() && !output.isJson()) {
            hasProgress = true;
            terminal.err().print("\r\u001b[K" + text(view));
            terminal.err().flush();
        }
    }

    private void endProgress() {
        if (hasProgress) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
    }

    private int shown(SnapshotView view) {
        if (view.state() == State.FAILED && !output.isJson()) {
            throw Refusal.of(
                    "snapshot " + view.name() + " of " + Replica.shown(view.vee()) + " failed: " + view.trouble(),
                    null);
        }
        if (output.isJson()) {
            Json.print(terminal, view);
        } else {
            terminal.print(text(view) + "\n");
        }
        return view.state() == State.FAILED ? Exit.FAILED : Exit.OK;
    }

    private static String text(SnapshotView view) {
        var text = new StringBuilder("snapshot ")
                .append(view.name())
                .append(" of ")
                .append(Replica.shown(view.vee()))
                .append(view.state() == State.TAKING ? " is being taken on " : " is ready on ")
                .append(view.host());
        if (view.state() == State.TAKING && view.totalBytes() > 0) {
            text.append(": ").append(progressOf(view));
        }
        if (view.file() != null) {
            text.append(": ").append(view.file());
        }
        return text.toString();
    }

    private static String progressOf(SnapshotView view) {
        return Words.bytes(view.doneBytes()) + " of " + Words.bytes(view.totalBytes());
    }

    private int list() {
        if (name != null) {
            throw Refusal.usage("snapshot list takes no `" + name + "`", null);
        }
        var replica = Replica.parse(whose);
        try (var site = new ServerSite(serverOption.connect(terminal))) {
            var service = replica == null ? whose : replica.serviceIn(site, serviceOption);
            var all = site.about(
                    service, () -> site.server().get(Paths.of(Paths.SNAPSHOTS, service), SnapshotsView.class));
            return show(new SnapshotsView(
                    all.snapshots().stream()
                            .filter(each -> replica == null || isOf(each, replica))
                            .toList(),
                    all.silent()));
        }
    }

    private static boolean isOf(SnapshotView view, Replica replica) {
        var vee = VeeId.parse(view.vee());
        var life = replica.life();
        return vee.component().equals(replica.component())
                && vee.ordinal() == replica.ordinal()
                && (life == null || life == vee.incarnation());
    }

    private int show(SnapshotsView view) {
        if (output.isJson()) {
            Json.print(terminal, view);
            return Exit.OK;
        }
        SilentHosts.tell(view.silent(), terminal);
        var table = Table.headed("VEE", "SNAPSHOT", "STATE", "HOST", "TAKEN", "DISK", "FILE", "AT");
        for (var each : view.snapshots()) {
            table.row(
                    Replica.shown(each.vee()),
                    each.name(),
                    Words.of(each.state()),
                    each.host(),
                    Words.of(each.taken()),
                    each.diskBytes() == 0 ? "-" : Words.bytes(each.diskBytes()),
                    each.state() == State.READY ? Words.bytes(each.fileBytes()) : "-",
                    where(each));
        }
        terminal.print(table.toString());
        return Exit.OK;
    }

    private static String where(SnapshotView view) {
        return switch (view.state()) {
            case TAKING -> view.totalBytes() == 0 ? "-" : progressOf(view);
            case READY -> view.file() == null ? "-" : view.file();
            case FAILED -> String.valueOf(view.trouble());
        };
    }

    private int delete() {
        var replica = Replica.required(whose);
        var wanted = named();
        try (var site = new ServerSite(serverOption.connect(terminal))) {
            var service = replica.serviceIn(site, serviceOption);
            var path = new Query(
                            Paths.of(Paths.SNAPSHOT_DELETE, service, wanted, replica.component(), replica.ordinal()))
                    .with("life", replica.life())
                    .toString();
            var left = site.about(service, () -> site.server().post(path, null, SnapshotsView.class));
            if (output.isJson()) {
                Json.print(terminal, left);
            } else {
                terminal.print("snapshot " + wanted + " of " + replica.name() + " is deleted\n");
            }
            return Exit.OK;
        }
    }
}
