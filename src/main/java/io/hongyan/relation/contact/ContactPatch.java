package io.hongyan.relation.contact;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

/// What somebody changes of a contact; what is absent stays.
public record ContactPatch(
        @Nullable @CodePointLength(max = 64) String remark,
        @Nullable @Size(max = 20) List<@NotNull @CodePointLength(min = 1, max = 32) String> labels,
        @Nullable Boolean starred) {}
