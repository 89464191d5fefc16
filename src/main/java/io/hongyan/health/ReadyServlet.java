package io.hongyan.health;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

import static java.nio.charset.StandardCharsets.UTF_8;

/// `/ready`: 503 only when messages can't be taken, so that a load balancer doesn't empty the cluster over less.
///
/// The first line says `ready`, `degraded` or `not ready`; then there is a line for each dependency.
public final class ReadyServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient Readiness readiness;

    public ReadyServlet(Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Readiness.Report report = readiness.report();
        response.setStatus(report.ready() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("text/plain");
        response.setCharacterEncoding(UTF_8.name());
        StringBuilder text = new StringBuilder(headline(report)).append('\n');
        report.lines()
                .forEach(line -> text.append(line.dependency().name())
                        .append(line.isUp() ? " ok" : " down: " + line.problem())
                        .append('\n'));
        response.getWriter().write(text.toString());
    }

    private static String headline(Readiness.Report report) {
        if (!report.ready()) {
            return "not ready";
        }
        return report.degraded() ? "degraded" : "ready";
    }
}
