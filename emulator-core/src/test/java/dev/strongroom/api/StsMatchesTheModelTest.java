package dev.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.AwsModel;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The records of STS against the service model: same members. */
class StsMatchesTheModelTest {

  private static final Set<String> NOT_EMULATED =
      Set.of(
          "PackedPolicySize", "ProvidedContexts", "SerialNumber", "TokenCode", "TransitiveTagKeys");

  private static final AwsModel MODEL = AwsModel.of("sts");

  @ParameterizedTest
  @CsvSource({
    "AssumeRoleRequest,         dev.strongroom.api.sts.AssumeRole",
    "AssumeRoleResponse,        dev.strongroom.api.sts.AssumeRole$Result",
    "AssumedRoleUser,           dev.strongroom.api.sts.AssumeRole$AssumedRoleUser",
    "Credentials,               dev.strongroom.api.sts.AssumeRole$Credentials",
    "GetCallerIdentityRequest,  dev.strongroom.api.sts.GetCallerIdentity",
    "GetCallerIdentityResponse, dev.strongroom.api.sts.GetCallerIdentity$Result",
    "PolicyDescriptorType,      dev.strongroom.api.sts.AssumeRole$PolicyDescriptor",
    "Tag,                       dev.strongroom.api.sts.Tag",
  })
  void recordHasTheModelsMembers(String shape, Class<?> record) {
    var members = new TreeSet<String>();
    MODEL
        .shape(shape)
        .required("members")
        .fieldNames()
        .forEachRemaining(name -> members.add(capitalized(name)));
    members.removeAll(NOT_EMULATED);

    assertThat(Arrays.stream(record.getRecordComponents()).map(c -> capitalized(c.getName())))
        .containsExactlyInAnyOrderElementsOf(members);
  }

  private static String capitalized(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
