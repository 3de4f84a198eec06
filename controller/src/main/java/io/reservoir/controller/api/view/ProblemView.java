package io.reservoir.controller.api.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not done, after RFC 9457 ({@code application/problem+json}).
 *
 * @param type names the kind of problem, such as {@code urn:reservoir:problem:invalid-manifest}; it never changes
 * @param title the kind in words
 * @param detail what is wrong with this request
 * @param instance the path of the request
 * @param diagnostics what is wrong with a manifest
 * @param errors what is wrong with readings
 * @param id of an unexpected error, as the log has it
 */
public record ProblemView(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        @Nullable List<DiagnosticView> diagnostics,
        @Nullable List<ReadingErrorView> errors,
        @Nullable String id) {}
