package io.hongyan.conversation;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.error.HongyanException;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// Who is in a conversation.
@Path("/v1/conversations/{conversation}/members")
@Produces(APPLICATION_JSON)
public final class MembersResource {

    private final Conversations conversations;
    private final Members members;

    public MembersResource(Conversations conversations, Members members) {
        this.conversations = conversations;
        this.members = members;
    }

    /// The body of `POST`.
    public record AddRequest(
            @NotEmpty @Size(max = Command.MAX_USERS) List<@NotNull UserId> userIds) {}

    /// The answer to `POST`: those who weren't members before.
    public record Added(List<UserId> added) {}

    /// The answer to `PATCH`: what was asked for.
    public record Changed(
            UserId userId,
            @Nullable Role role,
            @Nullable String nickname,
            @Nullable Instant mutedUntil) {}

    @GET
    public MemberPage list(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return members.page(caller.user(), conversation, cursor, limit);
    }

    @POST
    @Consumes(APPLICATION_JSON)
    public Added add(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @NotNull @Valid AddRequest request) {
        return new Added(conversations.add(
                caller.user(),
                conversation,
                request.userIds().stream().distinct().toList()));
    }

    @DELETE
    @Path("{member}")
    public void remove(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @PathParam("member") String member) {
        conversations.remove(caller.user(), conversation, member.equals("me") ? caller.user() : user(member));
    }

    @PATCH
    @Path("{member}")
    @Consumes(APPLICATION_JSON)
    public Changed change(
            @Auth Caller caller,
            @PathParam("conversation") ConversationId conversation,
            @PathParam("member") UserId member,
            @NotNull @Valid MemberRequest request) {
        request.check();
        if (request.role() != null) {
            conversations.changeRole(caller.user(), conversation, member, request.role());
        }
        if (request.nickname() != null) {
            conversations.rename(caller.user(), conversation, member, request.nickname());
        }
        if (request.mutedUntil() != null) {
            conversations.mute(caller.user(), conversation, member, request.mutedUntil());
        }
        return new Changed(member, request.role(), request.nickname(), request.mutedUntil());
    }

    private static UserId user(String text) {
        try {
            return UserId.valueOf(text);
        } catch (IllegalArgumentException notAnId) {
            throw HongyanException.notFound("There is nothing at this address.");
        }
    }
}
