package dev.strongroom.internal.service.iam;

import dev.strongroom.internal.engine.Operation;
import dev.strongroom.internal.engine.Paging;
import dev.strongroom.internal.service.iam.api.AddUserToGroup;
import dev.strongroom.internal.service.iam.api.AttachRolePolicy;
import dev.strongroom.internal.service.iam.api.AttachUserPolicy;
import dev.strongroom.internal.service.iam.api.CreateAccessKey;
import dev.strongroom.internal.service.iam.api.CreateGroup;
import dev.strongroom.internal.service.iam.api.CreatePolicy;
import dev.strongroom.internal.service.iam.api.CreatePolicyVersion;
import dev.strongroom.internal.service.iam.api.CreateRole;
import dev.strongroom.internal.service.iam.api.CreateUser;
import dev.strongroom.internal.service.iam.api.DeleteAccessKey;
import dev.strongroom.internal.service.iam.api.DeleteGroup;
import dev.strongroom.internal.service.iam.api.DeleteGroupPolicy;
import dev.strongroom.internal.service.iam.api.DeletePolicy;
import dev.strongroom.internal.service.iam.api.DeletePolicyVersion;
import dev.strongroom.internal.service.iam.api.DeleteRole;
import dev.strongroom.internal.service.iam.api.DeleteRolePermissionsBoundary;
import dev.strongroom.internal.service.iam.api.DeleteRolePolicy;
import dev.strongroom.internal.service.iam.api.DeleteUser;
import dev.strongroom.internal.service.iam.api.DeleteUserPermissionsBoundary;
import dev.strongroom.internal.service.iam.api.DeleteUserPolicy;
import dev.strongroom.internal.service.iam.api.DetachRolePolicy;
import dev.strongroom.internal.service.iam.api.DetachUserPolicy;
import dev.strongroom.internal.service.iam.api.GetContextKeysForPrincipalPolicy;
import dev.strongroom.internal.service.iam.api.GetPolicy;
import dev.strongroom.internal.service.iam.api.GetPolicyVersion;
import dev.strongroom.internal.service.iam.api.GetRole;
import dev.strongroom.internal.service.iam.api.GetRolePolicy;
import dev.strongroom.internal.service.iam.api.GetUser;
import dev.strongroom.internal.service.iam.api.GetUserPolicy;
import dev.strongroom.internal.service.iam.api.ListAccessKeys;
import dev.strongroom.internal.service.iam.api.ListAttachedRolePolicies;
import dev.strongroom.internal.service.iam.api.ListAttachedUserPolicies;
import dev.strongroom.internal.service.iam.api.ListPolicies;
import dev.strongroom.internal.service.iam.api.ListPolicyVersions;
import dev.strongroom.internal.service.iam.api.ListRolePolicies;
import dev.strongroom.internal.service.iam.api.ListRoleTags;
import dev.strongroom.internal.service.iam.api.ListRoles;
import dev.strongroom.internal.service.iam.api.ListUserPolicies;
import dev.strongroom.internal.service.iam.api.ListUserTags;
import dev.strongroom.internal.service.iam.api.ListUsers;
import dev.strongroom.internal.service.iam.api.PutGroupPolicy;
import dev.strongroom.internal.service.iam.api.PutRolePermissionsBoundary;
import dev.strongroom.internal.service.iam.api.PutRolePolicy;
import dev.strongroom.internal.service.iam.api.PutUserPermissionsBoundary;
import dev.strongroom.internal.service.iam.api.PutUserPolicy;
import dev.strongroom.internal.service.iam.api.RemoveUserFromGroup;
import dev.strongroom.internal.service.iam.api.SetDefaultPolicyVersion;
import dev.strongroom.internal.service.iam.api.SimulateCustomPolicy;
import dev.strongroom.internal.service.iam.api.SimulatePrincipalPolicy;
import dev.strongroom.internal.service.iam.api.TagRole;
import dev.strongroom.internal.service.iam.api.TagUser;
import dev.strongroom.internal.service.iam.api.UntagRole;
import dev.strongroom.internal.service.iam.api.UntagUser;
import dev.strongroom.internal.service.iam.api.UpdateAccessKey;
import dev.strongroom.internal.service.iam.api.UpdateAssumeRolePolicy;
import java.util.List;
import java.util.Objects;

/** The table of IAM's operations. */
final class IamOperations {

  private static final String MAX = "maxItems";
  private static final String MARKER = "marker";

  static final List<Operation<?, ?, ?>> ALL =
      List.of(
          Operation.write(
                  CreateRole.class,
                  IamLookup.making(Kind.ROLE, CreateRole::path, CreateRole::roleName),
                  Roles::create)
              .checking(request -> Tags.check(request.tags(), false))
              .alsoNeeding(request -> Tags.action(request.tags(), "TagRole"))
              .conditionKeys(
                  (request, keys) ->
                      Tags.conditionKeys(request.tags(), keys)
                          .with("iam:PermissionsBoundary", request.permissionsBoundary()))
              .creating(result -> result.role().arn()),
          Operation.read(GetRole.class, IamLookup.of(Kind.ROLE, GetRole::roleName), Roles::get),
          Operation.read(
                  ListRoles.class, IamLookup.listing(Kind.ROLE, ListRoles::pathPrefix), Roles::list)
              .paged(Paging.of(ListRoles.class, MAX, MARKER, Pages.SIZE)),
          Operation.write(
              DeleteRole.class, IamLookup.of(Kind.ROLE, DeleteRole::roleName), Roles::delete),
          Operation.write(
              UpdateAssumeRolePolicy.class,
              IamLookup.of(Kind.ROLE, UpdateAssumeRolePolicy::roleName),
              Roles::updateTrust),
          Operation.write(
              PutRolePolicy.class,
              IamLookup.of(Kind.ROLE, PutRolePolicy::roleName),
              InlinePolicies::put),
          Operation.read(
              GetRolePolicy.class,
              IamLookup.of(Kind.ROLE, GetRolePolicy::roleName),
              InlinePolicies::get),
          Operation.write(
              DeleteRolePolicy.class,
              IamLookup.of(Kind.ROLE, DeleteRolePolicy::roleName),
              InlinePolicies::delete),
          Operation.read(
                  ListRolePolicies.class,
                  IamLookup.of(Kind.ROLE, ListRolePolicies::roleName),
                  InlinePolicies::list)
              .paged(Paging.of(ListRolePolicies.class, MAX, MARKER, Pages.SIZE)),
          Operation.write(
                  AttachRolePolicy.class,
                  IamLookup.of(Kind.ROLE, AttachRolePolicy::roleName),
                  Attachments::attach)
              .conditionKeys((request, keys) -> keys.with("iam:PolicyARN", request.policyArn())),
          Operation.write(
                  DetachRolePolicy.class,
                  IamLookup.of(Kind.ROLE, DetachRolePolicy::roleName),
                  Attachments::detach)
              .conditionKeys((request, keys) -> keys.with("iam:PolicyARN", request.policyArn())),
          Operation.read(
                  ListAttachedRolePolicies.class,
                  IamLookup.of(Kind.ROLE, ListAttachedRolePolicies::roleName),
                  Attachments::list)
              .paged(Paging.of(ListAttachedRolePolicies.class, MAX, MARKER, Pages.SIZE)),
          Operation.write(
                  PutRolePermissionsBoundary.class,
                  IamLookup.of(Kind.ROLE, PutRolePermissionsBoundary::roleName),
                  Roles::putBoundary)
              .conditionKeys(
                  (request, keys) ->
                      keys.with("iam:PermissionsBoundary", request.permissionsBoundary())),
          Operation.write(
              DeleteRolePermissionsBoundary.class,
              IamLookup.of(Kind.ROLE, DeleteRolePermissionsBoundary::roleName),
              Roles::deleteBoundary),
          Operation.write(TagRole.class, IamLookup.of(Kind.ROLE, TagRole::roleName), Roles::tag)
              .checking(request -> Tags.check(request.tags(), false))
              .conditionKeys((request, keys) -> Tags.conditionKeys(request.tags(), keys)),
          Operation.write(
                  UntagRole.class, IamLookup.of(Kind.ROLE, UntagRole::roleName), Roles::untag)
              .conditionKeys((request, keys) -> keys.with("aws:TagKeys", request.tagKeys())),
          Operation.read(
                  ListRoleTags.class, IamLookup.of(Kind.ROLE, ListRoleTags::roleName), Tags::ofRole)
              .paged(Paging.of(ListRoleTags.class, MAX, MARKER, Pages.SIZE)),
          Operation.write(
                  CreateUser.class,
                  IamLookup.making(Kind.USER, CreateUser::path, CreateUser::userName),
                  Users::create)
              .checking(request -> Tags.check(request.tags(), false))
              .alsoNeeding(request -> Tags.action(request.tags(), "TagUser"))
              .conditionKeys(
                  (request, keys) ->
                      Tags.conditionKeys(request.tags(), keys)
                          .with("iam:PermissionsBoundary", request.permissionsBoundary()))
              .creating(result -> Objects.requireNonNull(result.user()).arn()),
          Operation.read(GetUser.class, IamLookup.ofUser(GetUser::userName), Users::get),
          Operation.read(
                  ListUsers.class, IamLookup.listing(Kind.USER, ListUsers::pathPrefix), Users::list)
              .paged(Paging.of(ListUsers.class, MAX, MARKER, Pages.SIZE)),
          Operation.write(
              DeleteUser.class, IamLookup.of(Kind.USER, DeleteUser::userName), Users::delete),
          Operation.write(
              PutUserPolicy.class,
              IamLookup.of(Kind.USER, PutUserPolicy::userName),
              InlinePolicies::put),
          Operation.read(
              GetUserPolicy.class,
              IamLookup.of(Kind.USER, GetUserPolicy::userName),
              InlinePolicies::get),
          Operation.write(
              DeleteUserPolicy.class,
              IamLookup.of(Kind.USER, DeleteUserPolicy::userName),
              InlinePolicies::delete),
          Operation.read(
                  ListUserPolicies.class,
                  IamLookup.of(Kind.USER, ListUserPolicies::userName),
                  InlinePolicies::list)
              .paged(Paging.of(ListUserPolicies.class, MAX, MARKER, Pages.SIZE)),
          Operation.write(
                  AttachUserPolicy.class,
                  IamLookup.of(Kind.USER, AttachUserPolicy::userName),
                  Attachments::attach)
              .conditionKeys((request, keys) -> keys.with("iam:PolicyARN", request.policyArn())),
          Operation.write(
                  DetachUserPolicy.class,
                  IamLookup.of(Kind.USER, DetachUserPolicy::userName),
                  Attachments::detach)
              .conditionKeys((request, keys) -> keys.with("iam:PolicyARN", request.policyArn())),
          Operation.read(
                  ListAttachedUserPolicies.class,
                  IamLookup.of(Kind.USER, ListAttachedUserPolicies::userName),
                  Attachments::list)
              .paged(Paging.of(ListAttachedUserPolicies.class, MAX, MARKER, Pages.SIZE)),
          Operation.write(
                  PutUserPermissionsBoundary.class,
                  IamLookup.of(Kind.USER, PutUserPermissionsBoundary::userName),
                  Users::putBoundary)
              .conditionKeys(
                  (request, keys) ->
                      keys.with("iam:PermissionsBoundary", request.permissionsBoundary())),
          Operation.write(
              DeleteUserPermissionsBoundary.class,
              IamLookup.of(Kind.USER, DeleteUserPermissionsBoundary::userName),
              Users::deleteBoundary),
          Operation.write(TagUser.class, IamLookup.of(Kind.USER, TagUser::userName), Users::tag)
              .checking(request -> Tags.check(request.tags(), false))
              .conditionKeys((request, keys) -> Tags.conditionKeys(request.tags(), keys)),
          Operation.write(
                  UntagUser.class, IamLookup.of(Kind.USER, UntagUser::userName), Users::untag)
              .conditionKeys((request, keys) -> keys.with("aws:TagKeys", request.tagKeys())),
          Operation.read(
                  ListUserTags.class, IamLookup.of(Kind.USER, ListUserTags::userName), Tags::ofUser)
              .paged(Paging.of(ListUserTags.class, MAX, MARKER, Pages.SIZE)),
          Operation.write(
              CreateAccessKey.class,
              IamLookup.ofUser(CreateAccessKey::userName),
              AccessKeysOfUsers::create),
          Operation.write(
              DeleteAccessKey.class,
              IamLookup.ofUser(DeleteAccessKey::userName),
              AccessKeysOfUsers::delete),
          Operation.read(
                  ListAccessKeys.class,
                  IamLookup.ofUser(ListAccessKeys::userName),
                  AccessKeysOfUsers::list)
              .paged(Paging.of(ListAccessKeys.class, MAX, MARKER, Pages.SIZE)),
          Operation.write(
              UpdateAccessKey.class,
              IamLookup.ofUser(UpdateAccessKey::userName),
              AccessKeysOfUsers::update),
          Operation.write(
                  CreatePolicy.class,
                  IamLookup.making(Kind.POLICY, CreatePolicy::path, CreatePolicy::policyName),
                  ManagedPolicies::create)
              .checking(request -> Tags.check(request.tags(), true))
              .alsoNeeding(request -> Tags.action(request.tags(), "TagPolicy"))
              .conditionKeys((request, keys) -> Tags.conditionKeys(request.tags(), keys))
              .creating(result -> Objects.requireNonNull(result.policy()).arn()),
          Operation.read(
              GetPolicy.class,
              IamLookup.byArn(Kind.POLICY, GetPolicy::policyArn),
              ManagedPolicies::get),
          Operation.read(
              GetPolicyVersion.class,
              IamLookup.byArn(Kind.POLICY, GetPolicyVersion::policyArn),
              ManagedPolicies::getVersion),
          Operation.write(
              CreatePolicyVersion.class,
              IamLookup.byArn(Kind.POLICY, CreatePolicyVersion::policyArn),
              ManagedPolicies::createVersion),
          Operation.read(
                  ListPolicyVersions.class,
                  IamLookup.byArn(Kind.POLICY, ListPolicyVersions::policyArn),
                  ManagedPolicies::listVersions)
              .paged(Paging.of(ListPolicyVersions.class, MAX, MARKER, Pages.SIZE)),
          Operation.write(
              SetDefaultPolicyVersion.class,
              IamLookup.byArn(Kind.POLICY, SetDefaultPolicyVersion::policyArn),
              ManagedPolicies::setDefaultVersion),
          Operation.write(
              DeletePolicyVersion.class,
              IamLookup.byArn(Kind.POLICY, DeletePolicyVersion::policyArn),
              ManagedPolicies::deleteVersion),
          Operation.read(
                  ListPolicies.class,
                  IamLookup.listing(Kind.POLICY, ListPolicies::pathPrefix),
                  ManagedPolicies::list)
              .paged(Paging.of(ListPolicies.class, MAX, MARKER, Pages.SIZE)),
          Operation.write(
              DeletePolicy.class,
              IamLookup.byArn(Kind.POLICY, DeletePolicy::policyArn),
              ManagedPolicies::delete),
          Operation.write(
                  CreateGroup.class,
                  IamLookup.making(Kind.GROUP, CreateGroup::path, CreateGroup::groupName),
                  Groups::create)
              .creating(result -> result.group().arn()),
          Operation.write(
              AddUserToGroup.class,
              IamLookup.of(Kind.GROUP, AddUserToGroup::groupName),
              Groups::add),
          Operation.write(
              RemoveUserFromGroup.class,
              IamLookup.of(Kind.GROUP, RemoveUserFromGroup::groupName),
              Groups::remove),
          Operation.write(
              PutGroupPolicy.class,
              IamLookup.of(Kind.GROUP, PutGroupPolicy::groupName),
              InlinePolicies::put),
          Operation.write(
              DeleteGroupPolicy.class,
              IamLookup.of(Kind.GROUP, DeleteGroupPolicy::groupName),
              InlinePolicies::delete),
          Operation.write(
              DeleteGroup.class, IamLookup.of(Kind.GROUP, DeleteGroup::groupName), Groups::delete),
          Operation.read(
                  SimulatePrincipalPolicy.class,
                  IamLookup.ofSource(SimulatePrincipalPolicy::policySourceArn),
                  Simulator::principal)
              .refusing("PolicyExclusionList", "ResourceHandlingOption")
              .paged(Paging.of(SimulatePrincipalPolicy.class, MAX, MARKER, Pages.SIZE)),
          Operation.read(SimulateCustomPolicy.class, IamLookup.ofNothing(), Simulator::custom)
              .refusing("ResourceHandlingOption")
              .paged(Paging.of(SimulateCustomPolicy.class, MAX, MARKER, Pages.SIZE)),
          Operation.read(
              GetContextKeysForPrincipalPolicy.class,
              IamLookup.ofSource(GetContextKeysForPrincipalPolicy::policySourceArn),
              Simulator::contextKeys));

  private IamOperations() {}
}
