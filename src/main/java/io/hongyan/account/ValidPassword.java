package io.hongyan.account;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.validator.constraints.CodePointLength;

/// A password that an account can have: 8 to 256 characters, nothing else demanded.
@CodePointLength(min = 8, max = 256, message = "must be 8 to 256 characters long")
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@interface ValidPassword {

    String message() default "must be a password";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
