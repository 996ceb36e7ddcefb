package dev.strongroom.api;

/** An error of the service: its name on the wire, its HTTP status, and whose fault it is. */
public enum ErrorCode {
  ACCESS_DENIED("AccessDeniedException", 400, "AccessDenied", 403),
  ALREADY_EXISTS("AlreadyExistsException"),
  CLOUD_HSM_CLUSTER_NOT_FOUND("CloudHsmClusterNotFoundException"),
  CONFLICT("ConflictException"),
  CUSTOM_KEY_STORE_NOT_FOUND("CustomKeyStoreNotFoundException"),
  DECRYPTION_FAILURE("DecryptionFailure"),
  DELETE_CONFLICT("DeleteConflictException", 400, "DeleteConflict", 409),
  DEPENDENCY_TIMEOUT("DependencyTimeoutException", 503),
  DISABLED("DisabledException"),
  DRY_RUN_OPERATION("DryRunOperationException"),
  ENCRYPTION_FAILURE("EncryptionFailure"),
  ENTITY_ALREADY_EXISTS("EntityAlreadyExistsException", 400, "EntityAlreadyExists", 409),
  EXPIRED_IMPORT_TOKEN("ExpiredImportTokenException"),
  EXPIRED_TOKEN("ExpiredTokenException", 400, "ExpiredToken", 403),
  HIERARCHY_LEVEL_LIMIT_EXCEEDED("HierarchyLevelLimitExceededException"),
  INCOMPATIBLE_POLICY("IncompatiblePolicyException"),
  INCORRECT_KEY("IncorrectKeyException"),
  INCORRECT_KEY_MATERIAL("IncorrectKeyMaterialException"),
  INTERNAL_SERVER_ERROR("InternalServerError", 500),
  INTERNAL_SERVICE_ERROR("InternalServiceError", 500),
  INVALID_ALIAS_NAME("InvalidAliasNameException"),
  INVALID_ALLOWED_PATTERN("InvalidAllowedPatternException"),
  INVALID_ARN("InvalidArnException"),
  INVALID_CIPHERTEXT("InvalidCiphertextException"),
  INVALID_FILTER_KEY("InvalidFilterKey"),
  INVALID_FILTER_OPTION("InvalidFilterOption"),
  INVALID_FILTER_VALUE("InvalidFilterValue"),
  INVALID_GRANT_ID("InvalidGrantIdException"),
  INVALID_GRANT_TOKEN("InvalidGrantTokenException"),
  INVALID_IMPORT_TOKEN("InvalidImportTokenException"),
  INVALID_KEY_ID("InvalidKeyId"),
  INVALID_KEY_USAGE("InvalidKeyUsageException"),
  INVALID_INPUT("InvalidInputException", 400, "InvalidInput", 400),
  INVALID_LOOKUP_ATTRIBUTES("InvalidLookupAttributesException"),
  INVALID_MARKER("InvalidMarkerException"),
  INVALID_NEXT_TOKEN("InvalidNextTokenException"),
  INVALID_PARAMETER("InvalidParameterException", 400, "InvalidParameterValue", 400),
  INVALID_PAGE_TOKEN("InvalidNextToken"),
  INVALID_POLICY_ATTRIBUTE("InvalidPolicyAttributeException"),
  INVALID_POLICY_TYPE("InvalidPolicyTypeException"),
  INVALID_REQUEST("InvalidRequestException"),
  INVALID_RESOURCE_ID("InvalidResourceId"),
  INVALID_RESOURCE_TYPE("InvalidResourceType"),
  INVALID_TIME_RANGE("InvalidTimeRangeException"),
  KEY_UNAVAILABLE("KeyUnavailableException", 500),
  KMS_INTERNAL("KMSInternalException", 500),
  KMS_INVALID_MAC("KMSInvalidMacException"),
  KMS_INVALID_SIGNATURE("KMSInvalidSignatureException"),
  KMS_INVALID_STATE("KMSInvalidStateException"),
  LIMIT_EXCEEDED("LimitExceededException", 400, "LimitExceeded", 409),
  MALFORMED_POLICY_DOCUMENT(
      "MalformedPolicyDocumentException", 400, "MalformedPolicyDocument", 400),
  NO_SUCH_ENTITY("NoSuchEntityException", 400, "NoSuchEntity", 404),
  NOT_FOUND("NotFoundException"),
  PARAMETER_ALREADY_EXISTS("ParameterAlreadyExists"),
  PARAMETER_LIMIT_EXCEEDED("ParameterLimitExceeded"),
  PARAMETER_MAX_VERSION_LIMIT_EXCEEDED("ParameterMaxVersionLimitExceeded"),
  PARAMETER_NOT_FOUND("ParameterNotFound"),
  PARAMETER_PATTERN_MISMATCH("ParameterPatternMismatchException"),
  PARAMETER_VERSION_LABEL_LIMIT_EXCEEDED("ParameterVersionLabelLimitExceeded"),
  PARAMETER_VERSION_NOT_FOUND("ParameterVersionNotFound"),
  POLICIES_LIMIT_EXCEEDED("PoliciesLimitExceededException"),
  PUBLIC_POLICY("PublicPolicyException"),
  RESOURCE_EXISTS("ResourceExistsException"),
  RESOURCE_NOT_FOUND("ResourceNotFoundException"),
  TAG("TagException"),
  THROTTLING("ThrottlingException"),
  TOO_MANY_TAGS("TooManyTagsError"),
  UNRECOGNIZED_CLIENT("UnrecognizedClientException", 400, "InvalidClientTokenId", 403),
  UNSUPPORTED_OPERATION("UnsupportedOperationException"),
  VALIDATION("ValidationException", 400, "ValidationError", 400),
  XKS_PROXY_URI_UNREACHABLE("XksProxyUriUnreachableException"),
  XKS_PROXY_VPC_ENDPOINT_SERVICE_NOT_FOUND("XksProxyVpcEndpointServiceNotFoundException");

  private final String wireName;
  private final int httpStatus;
  private final String queryName;
  private final int queryStatus;

  ErrorCode(String wireName) {
    this(wireName, 400); // WIRE-4: also "not found"
  }

  ErrorCode(String wireName, int httpStatus) {
    this(wireName, httpStatus, wireName, httpStatus);
  }

  ErrorCode(String wireName, int httpStatus, String queryName, int queryStatus) {
    this.wireName = wireName;
    this.httpStatus = httpStatus;
    this.queryName = queryName;
    this.queryStatus = queryStatus;
  }

  /** The {@code __type} of the answer, e.g. {@code ResourceNotFoundException}. */
  public String wireName() {
    return wireName;
  }

  /** 400 for every client error, also "not found" (WIRE-4); 500 for the service's own (WIRE-5). */
  public int httpStatus() {
    return httpStatus;
  }

  /** What STS and IAM, which speak the query protocol, call it, e.g. {@code AccessDenied}. */
  public String queryName() {
    return queryName;
  }

  /** The status of the answer of STS and IAM. */
  public int queryStatus() {
    return queryStatus;
  }

  /** Whether the service, not the caller, is at fault. */
  public boolean isServerFault() {
    return httpStatus >= 500;
  }

  /** An error of this kind with AWS's text. */
  public ServiceError error(String message) {
    return new ServiceError(this, message);
  }
}
