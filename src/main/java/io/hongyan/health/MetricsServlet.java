package io.hongyan.health;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

import static java.nio.charset.StandardCharsets.UTF_8;

/// `/metrics`, in the text format of Prometheus.
public final class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient PrometheusMeterRegistry metrics;

    public MetricsServlet(PrometheusMeterRegistry metrics) {
        this.metrics = metrics;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain; version=0.0.4");
        response.setCharacterEncoding(UTF_8.name());
        response.getWriter().write(metrics.scrape());
    }
}
