// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.settings;

import java.util.List;

/**
 * A folder of files that the ingest service looks at itself. It is to be mounted whole: a single
 * file would stay as it was when its object changes.
 *
 * @param name below {@code /etc/headgate}
 * @param files what is in it, each once
 */
public record MountedFolder(String name, List<MountedFile> files) {

    private static final String PARENT = "/etc/headgate/";

    /** Where a file is from. */
    public enum Kind {
        /** What nobody else may read. */
        SECRET,
        /** What anybody may read. */
        CONFIG_MAP
    }

    /**
     * A file.
     *
     * @param kind of the object that it is from
     * @param object its name, in the pipeline's namespace
     * @param key what of it
     * @param path where in the folder
     */
    public record MountedFile(Kind kind, String object, String key, String path) {}

    public MountedFolder {
        files = List.copyOf(files);
    }

    /** Where the folder is. */
    public String path() {
        return path(name);
    }

    private static String path(String name) {
        return PARENT + name;
    }

    /** Where a file of a folder is. */
    static String file(String folder, String path) {
        return path(folder) + "/" + path;
    }
}
