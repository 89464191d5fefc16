package io.hongyan.account;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.validator.constraints.CodePointLength;

/// A name that an account can have: 3 to 64 letters of any script, digits, `.`, `_` and `-`.
@NotNull
@CodePointLength(min = 3, max = 64, message = "must be 3 to 64 characters long")
@Pattern(regexp = "[\\p{L}\\p{M}\\p{Nd}._-]*", message = "must be of letters, digits, '.', '_' and '-'")
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@interface ValidName {

    String message() default "must be a name";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
