package io.reservoir.controller.api.http;

import io.reservoir.controller.api.view.ViewJson;

/** The kinds of problems, with status and title; their {@code type} is stable. */
public enum Problem {
    INVALID_REQUEST(400, "the request is not well formed"),
    INVALID_JSON(400, "the body is not the JSON that is expected"),
    INVALID_ENCODING(400, "the body is not UTF-8"),
    FORBIDDEN_ORIGIN(403, "requests on behalf of another site are refused"),
    UNKNOWN_ROUTE(404, "there is nothing at this path"),
    NOT_FOUND(404, "there is no such thing"),
    METHOD_NOT_ALLOWED(405, "the method is not allowed here"),
    TIMEOUT(408, "the request took too long"),
    CONFLICT(409, "it cannot be done as things are"),
    TOO_LARGE(413, "the body is too large"),
    URI_TOO_LONG(414, "the request line is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "the body is of a type that is not taken here"),
    WRONG_HOST(421, "this server does not answer to that name"),
    INVALID_MANIFEST(422, "the manifest has errors"),
    INVALID_POLICY(422, "the policy has errors"),
    INVALID_READINGS(422, "some readings are wrong, and none was taken"),
    TOO_MANY_REQUESTS(429, "too many requests"),
    BUSY(429, "there is no room for it now"),
    HEADERS_TOO_LARGE(431, "the header fields are too large"),
    INTERNAL(500, "an unexpected error"),
    UNAVAILABLE(503, "it cannot be done now");

    private final int status;
    private final String title;

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String type() {
        return "urn:reservoir:problem:" + ViewJson.word(this);
    }
}
