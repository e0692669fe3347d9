// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.load;

import dev.headgate.cli.CommandFailure;
import dev.headgate.loadtest.RequestHeader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say where requests go, and what keeps them from going astray. */
final class TargetOptions {

    private static final String DEFAULT = "http://127.0.0.1:8080/v1/events";
    private static final int CONNECT_MILLIS_MAX = 3_000;
    private static final int HTTP_PORT = 80;

    @Option(
            names = "--target",
            paramLabel = "URL",
            description =
                    "Where requests are posted. Default: that of the pipeline's run, else "
                            + DEFAULT)
    private @Nullable URI target;

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "A header of each request; may be repeated. Values are never shown.")
    private List<String> headers = List.of();

    @Option(
            names = "--header-file",
            paramLabel = "FILE",
            description =
                    "File with a header a line, for secrets that the process list may not show.")
    private @Nullable Path headerFile;

    @Option(
            names = "--allow-remote",
            description = "Permits a target that is not on this machine. Ask its owner first.")
    private boolean allowRemote;

    /** A target that answers. */
    record Target(URI url, InetSocketAddress address) {}

    /** The target, resolved, permitted and reachable. */
    Target target(String ofRun) {
        URI url = target != null ? target : URI.create(ofRun.isEmpty() ? DEFAULT : ofRun);
        if (!"http".equals(url.getScheme()) || url.getHost() == null) {
            throw CommandFailure.invalid(
                    "The target %s is no http address like %s; https is not spoken here."
                            .formatted(url, DEFAULT));
        }
        var address =
                new InetSocketAddress(resolve(url), url.getPort() < 0 ? HTTP_PORT : url.getPort());
        if (!allowRemote && !isHere(address.getAddress())) {
            throw CommandFailure.invalid(
                    "The target %s is not on this machine. If its owner agrees, give --allow-remote."
                            .formatted(url));
        }
        reach(url, address);
        return new Target(url, address);
    }

    List<RequestHeader> headers() {
        var texts = new ArrayList<String>(headers);
        if (headerFile != null) {
            try {
                Files.readAllLines(headerFile).stream()
                        .filter(line -> !line.isBlank())
                        .forEach(texts::add);
            } catch (IOException e) {
                throw CommandFailure.invalid("The file %s cannot be read.".formatted(headerFile));
            }
        }
        try {
            return texts.stream().map(RequestHeader::parse).toList();
        } catch (IllegalArgumentException e) {
            throw CommandFailure.invalid(e);
        }
    }

    private static InetAddress resolve(URI url) {
        try {
            return InetAddress.getByName(url.getHost());
        } catch (UnknownHostException e) {
            throw CommandFailure.unreachable(
                    "The target %s cannot be reached: no machine has the name %s."
                            .formatted(url, url.getHost()));
        }
    }

    private static boolean isHere(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException _) {
            return false;
        }
    }

    private static void reach(URI url, InetSocketAddress address) {
        try (var socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS_MAX);
        } catch (IOException e) {
            throw CommandFailure.unreachable(
                    "The target %s cannot be reached: %s. Is it running? Start one with: headgate run FILE"
                            .formatted(url, e.getMessage()));
        }
    }
}
