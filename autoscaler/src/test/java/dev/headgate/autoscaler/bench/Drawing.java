// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A picture as a program reads it. */
record Drawing(Document document) {

    /** Reads it; fails if it is no XML. */
    static Drawing of(String svg) throws Exception {
        return new Drawing(
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8))));
    }

    /** How many paths are of a kind. */
    int count(String kind) {
        var paths = document.getElementsByTagName("path");
        int count = 0;
        for (int i = 0; i < paths.getLength(); i++) {
            if (((Element) paths.item(i)).getAttribute("class").equals(kind)) {
                count++;
            }
        }
        return count;
    }
}
