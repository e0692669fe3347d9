// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A login to Amazon MSK by an AWS identity: a role of the pods, or keys from a Secret. */
@ValidationRule(
        value = "has(self.roleArn) != has(self.secretRef)",
        message = "exactly one of roleArn and secretRef must be set",
        reason = Reason.INVALID)
public record AwsMskIamLogin(
        @Size(min = 20, max = 2048)
                @Pattern("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[a-zA-Z0-9+=,.@_/-]+$")
                @JsonPropertyDescription(
                        "Role that the pods' service accounts take (IAM roles for service accounts). Omitted:"
                                + " secretRef says.")
                @Nullable String roleArn,
        @JsonPropertyDescription(
                        "Secret with the keys accessKeyId and secretAccessKey. Omitted: roleArn says.")
                @Nullable SecretReference secretRef) {}
