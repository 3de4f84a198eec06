package io.reservoir.controller.api;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Parameter;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.ProblemView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes the OpenAPI document of a list of operations; the same list makes the same bytes. */
final class OpenApiDocument {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode root = JSON.createObjectNode();
    private final OpenApiSchemas schemas = new OpenApiSchemas();

    private OpenApiDocument() {}

    static String of(List<Operation> operations) {
        return new OpenApiDocument().write(operations);
    }

    private String write(List<Operation> operations) {
        root.put("openapi", "3.1.0");
        root.putObject("info")
                .put("title", "Reservoir")
                .put("version", "1")
                .put("description", "SLAs and elasticity for services of virtual machines.")
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("identifier", "Apache-2.0");
        var paths = root.putObject("paths");
        operations.forEach(operation -> operation(paths, operation));
        var components = root.putObject("components");
        schemas.reference(ProblemView.class);
        components.set("schemas", schemas.definitions());
        try {
            var indent = new DefaultIndenter("  ", "\n");
            var printer = new DefaultPrettyPrinter()
                    .withObjectIndenter(indent)
                    .withArrayIndenter(indent)
                    .withSeparators(
                            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
            return JSON.writer(printer).writeValueAsString(root) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void operation(ObjectNode paths, Operation operation) {
        var route = operation.route();
        var path = paths.has(route.path()) ? (ObjectNode) paths.get(route.path()) : paths.putObject(route.path());
        var node = path.putObject(route.method().name().toLowerCase(Locale.ROOT));
        node.put("operationId", operation.id());
        node.put("summary", route.summary());
        if (!route.parameters().isEmpty()) {
            var parameters = node.putArray("parameters");
            route.parameters().forEach(parameter -> parameter(parameters, parameter));
        }
        body(node, route);
        responses(node.putObject("responses"), route);
    }

    private void parameter(ArrayNode parameters, Parameter<?> parameter) {
        var node = parameters.addObject();
        node.put("name", parameter.name());
        node.put("in", parameter.in().name().toLowerCase(Locale.ROOT));
        node.put("required", parameter.required());
        node.put("description", parameter.description());
        var schema = node.putObject("schema");
        var shape = parameter.shape();
        schema.put("type", shape.type());
        if (shape.format() != null) {
            schema.put("format", shape.format());
        }
        if (shape.pattern() != null) {
            schema.put("pattern", shape.pattern());
        }
        if (shape.minimum() != null) {
            schema.put("minimum", shape.minimum());
        }
        if (shape.maximum() != null) {
            schema.put("maximum", shape.maximum());
        }
        if (shape.example() != null) {
            node.put("example", shape.example());
        }
    }

    private void body(ObjectNode node, Route route) {
        var body = route.body();
        if (body == null) {
            return;
        }
        var requestBody = node.putObject("requestBody");
        requestBody.put("description", body.description() + "; at most " + body.maxBytes() + " bytes");
        requestBody.put("required", true);
        var content = requestBody.putObject("content");
        for (var type : body.mediaTypes()) {
            var schema = content.putObject(type).putObject("schema");
            if (body.schema() == null) {
                schema.put("type", "string");
            } else if (type.equals("application/json")) {
                var either = schema.putArray("oneOf");
                array(either.addObject(), body.schema());
                var object = either.addObject().put("type", "object");
                array(object.putObject("properties").putObject("readings"), body.schema());
                object.putArray("required").add("readings");
                object.put("additionalProperties", false);
            } else {
                schema.setAll(schemas.reference(body.schema()));
            }
        }
    }

    private void array(ObjectNode schema, Class<?> items) {
        schema.put("type", "array");
        schema.set("items", schemas.reference(items));
    }

    private void responses(ObjectNode responses, Route route) {
        for (var answer : route.answers()) {
            var node = responses.putObject(Integer.toString(answer.status()));
            node.put("description", answer.description());
            var media = node.putObject("content").putObject(answer.mediaType());
            if (answer.schema() == null) {
                media.putObject("schema").put("type", answer.mediaType().endsWith("json") ? "object" : "string");
            } else if (answer.mediaType().equals("text/event-stream")) {
                media.putObject("schema").put("type", "string");
                node.put(
                        "description",
                        answer.description() + " (" + answer.schema().getSimpleName() + ")");
                schemas.reference(answer.schema());
            } else {
                media.set("schema", schemas.reference(answer.schema()));
            }
        }
        var byStatus = new TreeMap<Integer, List<Problem>>();
        for (var problem : problems(route)) {
            byStatus.computeIfAbsent(problem.status(), status -> new ArrayList<>())
                    .add(problem);
        }
        byStatus.forEach((status, problems) -> problem(responses, status, problems));
    }

    private static EnumSet<Problem> problems(Route route) {
        var problems = EnumSet.of(
                Problem.INVALID_REQUEST,
                Problem.FORBIDDEN_ORIGIN,
                Problem.TIMEOUT,
                Problem.WRONG_HOST,
                Problem.INTERNAL,
                Problem.UNAVAILABLE);
        if (route.limited()) {
            problems.add(Problem.TOO_MANY_REQUESTS);
        }
        if (route.body() != null) {
            problems.add(Problem.TOO_LARGE);
            problems.add(Problem.UNSUPPORTED_MEDIA_TYPE);
        }
        problems.addAll(route.problems());
        return problems;
    }

    private void problem(ObjectNode responses, int status, List<Problem> problems) {
        var key = Integer.toString(status);
        var node = responses.has(key) ? (ObjectNode) responses.get(key) : responses.putObject(key);
        var text = problems.stream()
                .map(problem -> problem.title() + " (`" + problem.type() + "`)")
                .collect(Collectors.joining("; "));
        node.put(
                "description", node.has("description") ? node.get("description").asText() + "; " + text : text);
        var content = node.has("content") ? (ObjectNode) node.get("content") : node.putObject("content");
        content.putObject("application/problem+json").set("schema", schemas.reference(ProblemView.class));
    }
}
