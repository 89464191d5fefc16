package io.hongyan.gateway.frame;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.hongyan.message.EncodedEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// The fields of pushed entries, whose bytes are made without a [ServerFrame].
@Schema(name = "ServerFrame")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
public sealed interface PushShape {

    @JsonTypeName("entry")
    record Entry(EncodedEntry entry) implements PushShape {}

    @JsonTypeName("entries")
    record Entries(List<EncodedEntry> entries) implements PushShape {}
}
