package dev.strongroom.local.internal.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a template may refer to a SecureString: CloudFormation's list of properties (CF-4). */
final class SecureProperties {

  private static final Set<String> SUPPORTED =
      Set.of(
          "AWS::DirectoryService::MicrosoftAD/Properties/Password",
          "AWS::DirectoryService::SimpleAD/Properties/Password",
          "AWS::ElastiCache::ReplicationGroup/Properties/AuthToken",
          "AWS::IAM::User/Properties/LoginProfile/Password",
          "AWS::KinesisFirehose::DeliveryStream/Properties"
              + "/RedshiftDestinationConfiguration/Password",
          "AWS::OpsWorks::App/Properties/AppSource/Password",
          "AWS::OpsWorks::Stack/Properties/CustomCookbooksSource/Password",
          "AWS::OpsWorks::Stack/Properties/RdsDbInstances/DbPassword",
          "AWS::RDS::DBCluster/Properties/MasterUserPassword",
          "AWS::RDS::DBInstance/Properties/MasterUserPassword",
          "AWS::Redshift::Cluster/Properties/MasterUserPassword");

  private final List<String> unsupported = new ArrayList<>();

  /** Looks through a resource's properties. */
  void look(String type, JsonNode properties) {
    var top = type + "/Properties";
    look(properties, top, null);
  }

  /**
   * Looks through a value.
   *
   * @param list the path of the first list that it is in, which is what CloudFormation reports
   */
  private void look(JsonNode node, String path, @Nullable String list) {
    if (node.isTextual()
        && DynamicReferences.hasSecure(node.textValue())
        && !SUPPORTED.contains(path)) {
      unsupported.add(list == null ? path : list);
    }
    if (node.isArray()) {
      node.forEach(item -> look(item, path, list == null ? path : list));
    }
    for (var member : node.properties()) {
      look(member.getValue(), path + "/" + member.getKey(), list);
    }
  }

  /** Refuses a template that refers to a SecureString elsewhere. */
  void requireSupported() {
    if (!unsupported.isEmpty()) {
      throw new IllegalArgumentException(
          "SSM Secure reference is not supported in: [" + String.join(",", unsupported) + "]");
    }
  }
}
