// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import dev.headgate.loadtest.chart.Markup;
import dev.headgate.loadtest.result.Latency;
import dev.headgate.loadtest.result.LoadResult;
import dev.headgate.loadtest.result.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A result as one page that needs nothing else: no network, no other file, and no script except to
 * show values under the pointer. Its policy lets the browser load nothing and run only that script.
 */
public final class HtmlReport {

    private final LoadResult result;
    private final Finish finish;
    private final Markup page = new Markup();

    private HtmlReport(LoadResult result) {
        this.result = result;
        this.finish = Finish.of(result);
    }

    /** The page. */
    public static String of(LoadResult result) {
        var report = new HtmlReport(result);
        report.head();
        report.header();
        report.cards();
        report.outcome();
        report.page.add(ReportCharts.of(result));
        report.details();
        report.foot();
        return report.page.toString();
    }

    private void head() {
        String style = resource("report.css");
        String policy =
                "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
                        .formatted(hash(style), hash(resource("report.js")));
        page.verbatim("<!DOCTYPE html>\n")
                .open("html", "lang", "en")
                .open("head")
                .open("meta", "charset", "utf-8")
                .open("meta", "http-equiv", "Content-Security-Policy", "content", policy)
                .open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .open("meta", "name", "color-scheme", "content", "light dark")
                .element("title", "Load run " + result.run().id() + ": " + finish.word())
                .verbatim("<style>" + style + "</style>")
                .close("head")
                .newLine()
                .open("body")
                .open("main");
    }

    private void header() {
        var run = result.run();
        page.open("header")
                .open("div", "class", "title")
                .open("h1")
                .text("Load run ")
                .element("span", run.id())
                .close("h1")
                .element(
                        "strong",
                        finish.word(),
                        "class",
                        "badge " + (result.passed() ? "passed" : "failed"))
                .close("div")
                .element("p", finish.reason(), "class", "sentence")
                .open("dl", "class", "facts");
        fact("target", run.target());
        String pipeline = run.pipeline();
        if (pipeline != null) {
            fact("pipeline", pipeline);
        }
        fact("started", run.startedAt());
        fact(
                "lasted",
                Figures.seconds(run.durationSeconds()) + (run.interrupted() ? ", stopped" : ""));
        fact("mode", run.mode());
        fact("seed", Long.toString(run.seed()));
        page.close("dl").close("header").newLine();
    }

    private void fact(String name, String value) {
        page.open("div").element("dt", name).element("dd", value).close("div");
    }

    private void cards() {
        var requests = result.requests();
        Latency latency = result.latency();
        page.open("ul", "class", "cards");
        card(
                "achieved rate",
                Figures.rate(requests.achievedRate()),
                requests.targetRate() > 0 ? "of " + Figures.rate(requests.targetRate()) : "closed");
        card(
                "acknowledged",
                Figures.rate(requests.eventsPerSecond()),
                Figures.count(requests.acceptedEvents()) + " events");
        if (latency.count() > 0) {
            card("p50", Figures.duration(latency.p50()), "from due");
            card("p99", Figures.duration(latency.p99()), "from due");
            card("p99.9", Figures.duration(latency.p999()), "from due");
            card("longest", Figures.duration(latency.max()), "from due");
        }
        card(
                "sent late",
                Figures.count(requests.late()),
                requests.late() == 0
                        ? "requests"
                        : "by up to " + Figures.duration(requests.latestMicros()));
        Verdict verdict = result.verdict();
        if (verdict != null && verdict.acceptToRow().count() > 0) {
            card("row p99", Figures.duration(verdict.acceptToRow().p99()), "from accept");
        }
        page.close("ul").newLine();
    }

    private void card(String name, String value, String note) {
        page.open("li")
                .element("span", name, "class", "name")
                .element("span", value, "class", "value")
                .element("span", note, "class", "under")
                .close("li");
    }

    private void outcome() {
        page.open("div", "class", "panels");
        Verdict verdict = result.verdict();
        if (verdict != null) {
            page.add(ReportTables.verdict(verdict));
        }
        page.open("div", "class", "column");
        if (!result.thresholds().isEmpty()) {
            page.add(ReportTables.thresholds(result.thresholds()));
        }
        if (!result.answers().isEmpty()) {
            page.add(ReportTables.answers(result.answers()));
        }
        page.close("div").close("div").newLine();
    }

    private Map<String, String> sending() {
        var requests = result.requests();
        var values = new LinkedHashMap<String, String>();
        values.put("due", Figures.count(requests.due()));
        values.put("sent", Figures.count(requests.sent()));
        values.put("sent again after a failure", Figures.count(requests.resent()));
        values.put("never sent", Figures.count(requests.neverSent()));
        values.put("events in each", Figures.count(requests.eventsPerRequest()));
        values.put("bytes", Figures.bytes(requests.sentBytes()));
        if (requests.wronglyAccepted() > 0) {
            values.put("wrong events acknowledged", Figures.count(requests.wronglyAccepted()));
        }
        return values;
    }

    private void details() {
        var machine = result.machine();
        var values = new LinkedHashMap<String, String>();
        values.put("processors", Integer.toString(machine.processors()));
        values.put("memory", Figures.bytes(machine.memoryBytes()));
        values.put("system", machine.system());
        values.put("Java", machine.java());
        page.element("h2", "Details").open("div", "class", "panels");
        if (result.latency().count() > 0) {
            page.add(ReportTables.latency(result));
        }
        page.add(ReportTables.names("Requests", sending()));
        page.open("div", "class", "column");
        if (!result.settings().isEmpty()) {
            page.add(ReportTables.names("Settings", result.settings()));
        }
        page.add(ReportTables.names("Machine of the generator", values));
        page.close("div").close("div").newLine();
    }

    private void foot() {
        page.element(
                "footer",
                "Latency counts from the instant a request was due, so a target that pauses cannot"
                        + " hide what waited for it. The figures are in result.json.");
        page.close("main").newLine();
        page.verbatim("<script>" + resource("report.js") + "</script>");
        page.close("body").close("html").newLine();
    }

    private static String hash(String content) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(content.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = HtmlReport.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
