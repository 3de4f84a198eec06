package io.reservoir.controller.api.http;

/** One operation of the API: a class each, named after what it does. */
public interface Operation {
    Route route();

    /** Does it. The call's parameters and body are as the route has them; the thread may block. */
    Reply handle(Call call);

    /** What clients call it: the name of its class, such as {@code activateService}. */
    default String id() {
        var name = getClass().getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
