package io.reservoir.controller.api.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about an operation but what it does: what is routed by, checked before, and written into the OpenAPI
 * document.
 *
 * @param path with a {@code {name}} for each path parameter
 * @param body what is sent with it, null where nothing is
 * @param problems that it may answer with, beyond those that any operation may
 * @param limited false where neither rate nor number of requests is limited: what keeps watch must get through
 */
public record Route(
        Method method,
        String path,
        String summary,
        List<Parameter<?>> parameters,
        @Nullable Body body,
        List<Answer> answers,
        List<Problem> problems,
        boolean limited) {

    /** The methods in use. {@code HEAD} is answered where {@code GET} is. */
    public enum Method {
        GET,
        POST,
        PUT
    }

    /**
     * What is sent.
     *
     * @param mediaTypes those that are taken; the first one is meant where a client names none
     * @param schema the shape of JSON, null for plain text
     */
    public record Body(
            List<String> mediaTypes,
            int maxBytes,
            String description,
            @Nullable Class<?> schema) {}

    /**
     * What comes back when all is well.
     *
     * @param schema the shape of JSON, null where it is no JSON
     */
    public record Answer(
            int status,
            String description,
            String mediaType,
            @Nullable Class<?> schema) {}

    public static Route get(String path, String summary) {
        return of(Method.GET, path, summary);
    }

    public static Route post(String path, String summary) {
        return of(Method.POST, path, summary);
    }

    public static Route put(String path, String summary) {
        return of(Method.PUT, path, summary);
    }

    private static Route of(Method method, String path, String summary) {
        return new Route(method, path, summary, List.of(), null, List.of(), List.of(), true);
    }

    public Route with(Parameter<?>... added) {
        return new Route(
                method, path, summary, joined(parameters, Arrays.asList(added)), body, answers, problems, limited);
    }

    public Route taking(Body sent) {
        return new Route(method, path, summary, parameters, sent, answers, problems, limited);
    }

    public Route answering(int status, String description, Class<?> schema) {
        return answering(new Answer(status, description, "application/json", schema));
    }

    public Route answering(Answer added) {
        return new Route(method, path, summary, parameters, body, joined(answers, List.of(added)), problems, limited);
    }

    public Route failing(Problem... added) {
        return new Route(method, path, summary, parameters, body, answers, joined(problems, List.of(added)), limited);
    }

    public Route unlimited() {
        return new Route(method, path, summary, parameters, body, answers, problems, false);
    }

    private static <T> List<T> joined(List<? extends T> first, List<? extends T> second) {
        var all = new ArrayList<T>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
