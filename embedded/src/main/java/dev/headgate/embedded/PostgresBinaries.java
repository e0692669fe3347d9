// SPDX-License-Identifier: Apache-2.0
package dev.headgate.embedded;

import dev.headgate.embedded.EmbeddedServerException.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs for this machine, unpacked from the class path once per version. */
final class PostgresBinaries {

    /** Major version of the programs; a data folder belongs to one. */
    static final String MAJOR_VERSION = "18";

    private static final Pattern JAR = Pattern.compile("([^/]+)\\.jar!");
    private static final Set<PosixFilePermission> READABLE =
            PosixFilePermissions.fromString("rwxr-xr-x");

    private PostgresBinaries() {}

    /** A folder of this user that may hold the unpacked programs of all its data folders. */
    static Path userCache() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path caches =
                configured == null || configured.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(configured);
        return caches.resolve("headgate");
    }

    /**
     * The folder that has {@code bin} in it, unpacked into the given one if it is not there yet.
     * Several processes may do that at once.
     */
    static Path unpacked(Path into) {
        URL archive = archive();
        Path home = into.resolve(name(archive));
        if (Files.isDirectory(home)) {
            return home;
        }
        try {
            Files.createDirectories(into);
            Path half = Files.createTempDirectory(into, "unpacking-");
            Files.setPosixFilePermissions(half, READABLE);
            try {
                unpack(archive, half);
                publish(half, home);
            } finally {
                delete(half);
            }
            return home;
        } catch (IOException e) {
            throw EmbeddedServerException.notWritable(into, e);
        }
    }

    private static URL archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String name = system.contains("mac") ? "darwin" : "linux";
        String processor =
                switch (System.getProperty("os.arch")) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> System.getProperty("os.arch");
                };
        String resource = "/postgres-" + name + "-" + processor + ".txz";
        URL url = PostgresBinaries.class.getResource(resource);
        if (url == null) {
            throw new EmbeddedServerException(
                    Reason.Unsupported,
                    "There is no embedded PostgreSQL for this machine (%s is not on the class path)."
                            .formatted(resource));
        }
        return url;
    }

    private static String name(URL archive) {
        Matcher jar = JAR.matcher(archive.toString());
        return jar.find() ? jar.group(1) : "postgres-" + MAJOR_VERSION;
    }

    private static void unpack(URL archive, Path folder) throws IOException {
        try (InputStream packed = new BufferedInputStream(archive.openStream());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("entry outside of its folder: " + entry.getName());
                }
                Files.createDirectories(target.getParent());
                unpack(entry, tar, target);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            Files.setPosixFilePermissions(target, permissions(entry.getMode()));
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.copyOf(READABLE);
        if ((mode & 0100) == 0) {
            permissions.removeIf(permission -> permission.name().endsWith("EXECUTE"));
        }
        return permissions;
    }

    private static void publish(Path half, Path home) throws IOException {
        try {
            Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
