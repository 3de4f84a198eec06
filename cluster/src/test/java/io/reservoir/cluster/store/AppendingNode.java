package io.reservoir.cluster.store;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger.Appended;
import io.reservoir.model.service.ServiceId;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;

/**
 * A node that only appends, as fast as it can, in a process of its own, until it is killed. On standard output it says
 * {@code opening}, then {@code <service> <seq>} for each append once that is acknowledged.
 */
final class AppendingNode {
    static final List<ServiceId> SERVICES =
            List.of(new ServiceId("shop"), new ServiceId("bank"), new ServiceId("forum"));
    static final String OPENING = "opening";
    static final int REFUSED = 3;

    private static final int MAX_BATCH = 7;
    private static final int MAX_TEXT = 3_000;

    private AppendingNode() {}

    /** Takes the directory of a ledger in SQLite, or address, user and password of one in PostgreSQL. */
    public static void main(String[] args) {
        // Unbuffered: what is printed has left the process.
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.US_ASCII);
        print(out, OPENING);
        try (var ledger = args.length == 1
                        ? SqliteLedger.open(Path.of(args[0]))
                        : PostgresLedger.open(new PostgresAccess(args[0], args[1], args[2]));
                var threads = Executors.newFixedThreadPool(SERVICES.size())) {
            for (var service : SERVICES) {
                threads.execute(() -> appendUntilItIsGone(ledger, service, out));
            }
        } catch (StoreUnavailable e) {
            System.err.println(e.getMessage());
            System.exit(REFUSED);
        }
    }

    private static void appendUntilItIsGone(JdbcLedger ledger, ServiceId service, PrintStream out) {
        try {
            appendForEver(ledger, service, out);
        } catch (StoreUnavailable e) {
            System.err.println(e.getMessage());
        }
    }

    private static void appendForEver(JdbcLedger ledger, ServiceId service, PrintStream out) {
        var shard = Shard.of(service);
        var mine = ledger.take(shard, ledger.tenure(shard), "node");
        var last = (long) ledger.read(service, 0, Integer.MAX_VALUE).size();
        while (ledger.append(service, mine, last, Instant.EPOCH, batchAfter(last)) instanceof Appended.At(var seq)) {
            last = seq;
            print(out, service + " " + seq);
        }
        throw new IllegalStateException("somebody else wrote to " + service);
    }

    /** What is appended after an entry; each says where its batch ends, so that a torn one would be seen. */
    private static List<Entry> batchAfter(long last) {
        var end = last + 1 + last % MAX_BATCH;
        return LongStream.rangeClosed(last + 1, end)
                .mapToObj(seq -> entry(seq, end))
                .toList();
    }

    static Entry entry(long seq, long endOfBatch) {
        var random = new Random(seq);
        var text = new StringBuilder();
        random.ints(random.nextInt(MAX_TEXT), ' ', 0xd800).forEach(text::appendCodePoint);
        return new Entry.Submitted(Long.toString(endOfBatch), text.toString());
    }

    private static void print(PrintStream out, String line) {
        var bytes = (line + "\n").getBytes(StandardCharsets.US_ASCII);
        out.write(bytes, 0, bytes.length);
    }
}
