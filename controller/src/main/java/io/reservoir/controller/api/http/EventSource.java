package io.reservoir.controller.api.http;

/** Where the events of a stream come from. */
@FunctionalInterface
public interface EventSource {
    /** Sends until there is no more; runs on a thread of its own. When it returns, the stream ends. */
    void run(EventSink sink) throws InterruptedException, EventSink.Gone;
}
