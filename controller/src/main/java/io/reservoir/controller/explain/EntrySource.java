package io.reservoir.controller.explain;

import io.reservoir.controller.api.view.EntryView;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.service.ServiceId;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The ledger of one service, wherever it is read from: a database here, or a server. */
@FunctionalInterface
public interface EntrySource {
    /** Entries after that one, oldest first, as many as are read at once; none at the end. */
    List<EntryView> page(long afterSeq);

    static EntrySource of(Ledger ledger, ServiceId service) {
        return afterSeq -> ledger.read(service, afterSeq, Walk.PAGE).stream()
                .map(EntryView::of)
                .toList();
    }

    /** All entries after that one, read a page at a time. */
    default Iterable<EntryView> after(long seq) {
        return () -> new Walk(this, seq);
    }

    /** One way through the pages. */
    final class Walk implements Iterator<EntryView> {
        private static final int PAGE = 500;

        private final EntrySource source;
        private long read;
        private Iterator<EntryView> page = List.<EntryView>of().iterator();

        private Walk(EntrySource source, long afterSeq) {
            this.source = source;
            read = afterSeq;
        }

        @Override
        public boolean hasNext() {
            if (!page.hasNext()) {
                page = source.page(read).iterator();
            }
            return page.hasNext();
        }

        @Override
        public EntryView next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the ledger ends at entry " + read);
            }
            var entry = page.next();
            read = entry.seq();
            return entry;
        }
    }
}
