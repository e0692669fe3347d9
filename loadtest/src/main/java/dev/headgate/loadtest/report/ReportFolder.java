// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import dev.headgate.loadtest.result.LoadResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder with the files of one result. Files of an earlier result are replaced, all others are
 * left alone.
 */
public final class ReportFolder {

    private static final String PAGE = "report.html";

    private final Path folder;

    /**
     * What was written.
     *
     * @param files the files
     * @param notes sentences on what could not be written, and why
     */
    public record Written(List<Path> files, List<String> notes) {

        public Written {
            files = List.copyOf(files);
            notes = List.copyOf(notes);
        }
    }

    private ReportFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * The folder at a path; it need not exist.
     *
     * @throws IOException with a sentence for people, if something there would be overwritten that
     *     is not of an earlier result
     */
    public static ReportFolder at(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException(folder + " is a file, and the report needs a folder");
        }
        Path result = folder.resolve(ResultFile.NAME);
        if (Files.exists(result)) {
            // Whatever can be read as a result is one; anything else is somebody's file.
            ResultFile.read(result);
        } else {
            for (String name : List.of(PAGE, LatencyPicture.NAME)) {
                if (Files.exists(folder.resolve(name))) {
                    throw new IOException(
                            "%s has a %s and no %s, so it is not of an earlier run; name another folder"
                                    .formatted(folder, name, ResultFile.NAME));
                }
            }
        }
        return new ReportFolder(folder);
    }

    /** Writes the result, the page and the picture. */
    public Written write(LoadResult result) throws IOException {
        Files.createDirectories(folder);
        var files = new ArrayList<Path>();
        var notes = new ArrayList<String>();

        Path json = folder.resolve(ResultFile.NAME);
        ResultFile.write(json, result);
        files.add(json);

        Path page = folder.resolve(PAGE);
        Files.write(page, HtmlReport.of(result).getBytes(StandardCharsets.UTF_8));
        files.add(page);

        Path picture = folder.resolve(LatencyPicture.NAME);
        Files.deleteIfExists(picture);
        if (result.latency().count() == 0) {
            notes.add("no " + LatencyPicture.NAME + ": nothing was answered");
        } else {
            LatencyPicture.write(result, picture)
                    .ifPresentOrElse(notes::add, () -> files.add(picture));
        }
        return new Written(files, notes);
    }
}
