// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

/** What an operator answers on its management port, as Kubernetes and Prometheus ask it. */
record ManagementPort(int port) {

    /** Status of a health check; 0 if nobody answers. */
    int health(String check) {
        try {
            return get("/observe/health/" + check).statusCode();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    /** All metrics, as text. */
    String metrics() {
        return get("/observe/metrics").body();
    }

    /** Value of the one series that begins so; -1 if there is none. */
    double metric(String series) {
        var line = Pattern.compile("(?m)^" + Pattern.quote(series) + "\\S* (\\S+)$");
        return line.matcher(metrics())
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .findFirst()
                .orElse(-1);
    }

    private HttpResponse<String> get(String path) {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("Accept", "text/plain, */*").build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + uri, e);
        }
    }
}
