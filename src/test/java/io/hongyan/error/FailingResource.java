package io.hongyan.error;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.infra.Json;
import io.hongyan.streams.id.UserId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.ConnectionException;
import org.jspecify.annotations.Nullable;

/// Takes things of many types, and fails in every way on request.
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class FailingResource {

    /// A colour.
    public enum Kind {
        @JsonProperty("red")
        RED,
        @JsonProperty("blue")
        BLUE
    }

    /// A part of a thing.
    public record Part(@Min(1) int size) {}

    /// A field of every type.
    public record Thing(
            @NotNull String name,
            @Min(1) int count,
            @Nullable Boolean flag,
            @Nullable Kind kind,
            @Nullable UserId owner,
            @Nullable List<@Valid Part> parts,
            @Nullable List<@NotEmpty String> tags,
            @Nullable Map<String, String> labels,
            @Nullable JsonNode data) {}

    @POST
    @Path("things")
    @Consumes(MediaType.APPLICATION_JSON)
    public Thing take(@NotNull @Valid Thing thing) {
        return thing;
    }

    @GET
    @Path("things")
    public List<String> list(
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("name") @Nullable String name) {
        return List.of();
    }

    @GET
    @Path("things/{id}")
    public UserId thing(@PathParam("id") UserId id) {
        return id;
    }

    @GET
    @Path("fail/{how}")
    public String fail(@PathParam("how") String how) {
        throw switch (how) {
            case "conflict" -> new HongyanException(ErrorCode.CONFLICT, "Two of them.");
            case "unauthenticated" -> new HongyanException(ErrorCode.UNAUTHENTICATED, "Who are you?");
            case "limited" -> HongyanException.rateLimited("Slowly.", Duration.ofMillis(1500));
            case "pool" -> new ConnectionException(new SQLException("Timeout: Pool empty."));
            case "connection" -> new IllegalStateException(new SQLException("connection refused", "08001"));
            case "shutdown" -> new IllegalStateException(new SQLException("terminating connection", "57P01"));
            case "constraint" -> new IllegalStateException(new SQLException("duplicate key", "23505"));
            case "own-json" -> ownJson();
            case "error" -> throw new StackOverflowError();
            default -> new IllegalStateException("java.lang.Secret at io.hongyan");
        };
    }

    private static RuntimeException ownJson() {
        try {
            return new IllegalStateException(Json.mapper().readTree("{").asText());
        } catch (IOException stored) {
            return new UncheckedIOException(stored);
        }
    }
}
