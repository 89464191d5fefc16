package io.hongyan.account.token;

import jakarta.annotation.Priority;
import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A resource that is there for administrators only: every other [Caller] gets 404, whatever the request says. It
/// has to want a caller, who is made out only then; where it doesn't, nobody gets through.
@NameBinding
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface AdminOnly {

    /// Looks at the caller before the request's body is read.
    @AdminOnly
    @Priority(Priorities.AUTHORIZATION)
    final class Filter implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            if (!(request.getSecurityContext().getUserPrincipal() instanceof Caller caller)) {
                throw new IllegalStateException("a resource for administrators doesn't ask who the caller is");
            }
            caller.requireAdmin();
        }
    }
}
