package io.hongyan.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Answers what never reaches a resource (a broken request line, oversized headers, a method Jetty refuses) as a
/// [Problem] too, instead of Jetty's pages.
final class JettyProblems extends ErrorHandler {

    private final ObjectMapper json;
    private final Rejections rejections;

    JettyProblems(ObjectMapper json, Rejections rejections) {
        this.json = json;
        this.rejections = rejections;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws JsonProcessingException {
        int status = request.getAttribute(ERROR_EXCEPTION) instanceof HttpException refused
                ? refused.getCode()
                : response.getStatus();
        ErrorCode code = Problems.codeOf(status);
        response.setStatus(code.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        Problem problem = Problem.of(code, code.title() + ".");
        rejections.count(problem);
        byte[] body = json.writeValueAsBytes(problem);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
