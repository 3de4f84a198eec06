package io.reservoir.controller.cli;

import io.reservoir.cluster.store.Audit;
import io.reservoir.cluster.store.Backup;
import io.reservoir.cluster.store.BackupRefused;
import io.reservoir.cluster.store.JdbcLedger;
import io.reservoir.controller.explain.Table;
import io.reservoir.controller.retention.Retention;
import io.reservoir.model.service.ServiceId;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is done with a whole ledger: its checksums are verified, it is backed up, restored and pruned. */
final class LedgerUpkeep {
    private final Terminal terminal;
    private final boolean json;

    LedgerUpkeep(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    /** A service's checksums for programs; {@code seq} is the first broken entry, null where none is. */
    record Verified(
            String service,
            boolean ok,
            @Nullable Long entries,
            @Nullable String hash,
            @Nullable Long seq,
            @Nullable String why) {
        static Verified of(Audit audit) {
            return switch (audit) {
                case Audit.Whole(var service, var entries, var hash) ->
                    new Verified(service.name(), true, entries, hash, null, null);
                case Audit.Broken(var service, var seq, var why) ->
                    new Verified(service.name(), false, null, null, seq, why);
            };
        }
    }

    /** Walks along the checksums of one service, or of all and of the site. */
    int verify(JdbcLedger ledger, @Nullable String service) {
        var services = ledger.services();
        if (service != null) {
            Names.require(service, services.stream().map(ServiceId::name).toList());
            services = List.of(new ServiceId(service));
        }
        var audits = services.stream().map(ledger::audit).toList();
        var broken = audits.stream().flatMap(LedgerUpkeep::broken).toList();
        if (json) {
            Json.print(terminal, "services", audits.stream().map(Verified::of).toList());
        } else {
            terminal.print(table(audits));
        }
        broken.forEach(audit -> Failures.tell(
                "entry " + audit.seq() + " of service `" + audit.service() + "` is not as it was written: "
                        + audit.why(),
                null,
                terminal));
        return broken.isEmpty() ? Exit.OK : Exit.FAILED;
    }

    private static Stream<Audit.Broken> broken(Audit audit) {
        return audit instanceof Audit.Broken broken ? Stream.of(broken) : Stream.empty();
    }

    private static Table table(List<Audit> audits) {
        var table = Table.headed("SERVICE", "ENTRIES", "LEDGER", "CHECKSUM");
        for (var audit : audits) {
            switch (audit) {
                case Audit.Whole(var service, var entries, var hash) ->
                    table.row(service.name(), Long.toString(entries), "whole", hash);
                case Audit.Broken(var service, var seq, var why) ->
                    table.row(service.name(), "-", "broken at #" + seq, "-");
            }
        }
        return table;
    }

    /** What was deleted, for programs. */
    record Pruned(String service, long upTo, Instant at, long entries) {}

    /**
     * Deletes what services did before they were last undeployed.
     *
     * @param service null for all
     * @param before nothing that was recorded from then on is deleted
     * @param isTried nothing at all is, it is only said what would be
     */
    int prune(JdbcLedger ledger, @Nullable String service, Instant before, boolean isTried) {
        var services = ledger.services().stream()
                .filter(id -> !id.equals(ServiceId.SITE))
                .toList();
        if (service != null) {
            Names.require(service, services.stream().map(ServiceId::name).toList());
            services = List.of(new ServiceId(service));
        }
        var cuts = services.stream()
                .flatMap(id -> Stream.ofNullable(Retention.before(ledger::read, id, before)))
                .filter(cut -> isTried || ledger.prune(cut.service(), cut.seq(), cut.left()))
                .map(cut -> new Pruned(cut.service().name(), cut.seq(), cut.at(), cut.entries()))
                .toList();
        if (json) {
            Json.print(terminal, "services", cuts);
        } else if (cuts.isEmpty()) {
            terminal.print("nothing to prune: no service was undeployed before " + before + "\n");
        } else {
            var table = Table.headed("SERVICE", isTried ? "WOULD DELETE" : "DELETED", "UP TO", "OF");
            cuts.forEach(cut -> table.row(
                    cut.service(),
                    Long.toString(cut.entries()),
                    "#" + cut.upTo(),
                    cut.at().toString()));
            terminal.print(table);
        }
        return Exit.OK;
    }

    int backUp(JdbcLedger ledger, Path file, Instant now) {
        try {
            return tell("wrote", ledger.backUp(file, now), file);
        } catch (FileAlreadyExistsException e) {
            throw Refusal.of(file + " is there already", "name another file");
        } catch (IOException e) {
            throw Refusal.of("cannot write " + file + ": " + inWords(e), null);
        }
    }

    int restore(JdbcLedger ledger, Path file) {
        try {
            return tell("restored", ledger.restore(file), file);
        } catch (BackupRefused e) {
            throw Refusal.of(String.valueOf(e.getMessage()), "nothing was written");
        } catch (IOException e) {
            throw Refusal.of("cannot read " + file + ": " + inWords(e), null);
        }
    }

    private int tell(String done, Backup.Contents contents, Path file) {
        if (json) {
            Json.print(terminal, contents);
        } else {
            terminal.print(done + " " + contents.entries() + " entries of " + contents.services()
                    + " services, as they were at " + contents.takenAt() + ", "
                    + (done.equals("wrote") ? "to " : "from ")
                    + file + "\n");
        }
        return Exit.OK;
    }

    private static String inWords(IOException fault) {
        return switch (fault) {
            case NoSuchFileException e -> "there is no such file or directory";
            case AccessDeniedException e -> "permission denied";
            default -> String.valueOf(fault.getMessage());
        };
    }
}
