// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One request to the API server, as its method, path and query say. What a request does not name is
 * an empty text.
 *
 * @param resource plural name, such as {@code deployments}
 * @param fieldManager who writes, if the request says so
 */
public record ApiRequest(
        Verb verb,
        String resource,
        String subresource,
        String namespace,
        String name,
        String fieldManager) {

    /** What is asked for, in the words of Kubernetes' access rules. */
    public enum Verb {
        GET,
        LIST,
        WATCH,
        CREATE,
        UPDATE,
        PATCH,
        DELETE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads the first line of a request. */
    static ApiRequest of(String method, String target) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        Map<String, String> query = question < 0 ? Map.of() : query(target.substring(question + 1));
        List<String> segments =
                Arrays.stream(path.split("/", -1)).filter(each -> !each.isEmpty()).toList();
        if (segments.isEmpty() || !segments.getFirst().startsWith("api")) {
            return new ApiRequest(verb(method, true, query), path, "", "", "", "");
        }
        List<String> rest = from(segments, segments.getFirst().equals("api") ? 2 : 3);
        boolean namespaced = rest.size() > 2 && rest.getFirst().equals("namespaces");
        List<String> object = from(rest, namespaced ? 2 : 0);
        return new ApiRequest(
                verb(method, object.size() > 1, query),
                at(object, 0),
                at(object, 2),
                namespaced ? rest.get(1) : "",
                at(object, 1),
                query.getOrDefault("fieldManager", ""));
    }

    private static Verb verb(String method, boolean named, Map<String, String> query) {
        return switch (method) {
            case "POST" -> Verb.CREATE;
            case "PUT" -> Verb.UPDATE;
            case "PATCH" -> Verb.PATCH;
            case "DELETE" -> Verb.DELETE;
            default -> {
                if (query.getOrDefault("watch", "").equals("true")) {
                    yield Verb.WATCH;
                }
                yield named ? Verb.GET : Verb.LIST;
            }
        };
    }

    private static Map<String, String> query(String text) {
        var query = new HashMap<String, String>();
        for (String pair : text.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], UTF_8));
        }
        return query;
    }

    private static List<String> from(List<String> list, int index) {
        return list.subList(Math.min(index, list.size()), list.size());
    }

    private static String at(List<String> list, int index) {
        return index < list.size() ? list.get(index) : "";
    }

    /** Whether it may change something; the Lease of the leader is not counted among these. */
    public boolean writes() {
        return switch (verb) {
            case GET, LIST, WATCH -> false;
            case CREATE, UPDATE, PATCH, DELETE -> !resource.equals("leases");
        };
    }

    /** The resource with its subresource, such as {@code deployments/scale}. */
    public String kind() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }

    @Override
    public String toString() {
        return "%s %s %s/%s%s"
                .formatted(
                        verb,
                        kind(),
                        namespace,
                        name,
                        fieldManager.isEmpty() ? "" : " as " + fieldManager);
    }
}
