package io.hongyan.account;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.validator.constraints.CodePointLength;

/// A display name: 1 to 64 characters, not all of them blank, none of them a control character.
@CodePointLength(min = 1, max = 64, message = "must be 1 to 64 characters long")
@Pattern(regexp = "(?U)\\P{Cntrl}*", message = "must not contain control characters")
@Pattern(regexp = "(?Us).*\\S.*|", message = "must not be blank")
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@interface ValidDisplayName {

    String message() default "must be a display name";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
