// The operations that the access view offers, and the parameters that a call of them needs besides its resource.
const TOKEN = '00000000-0000-4000-8000-000000000000';
const POLICY = '{"Version":"2012-10-17","Statement":[]}';

export const SERVICES = {
  secretsmanager: {
    title: 'Secrets Manager',
    resource: 'SecretId',
    operations: {
      GetSecretValue: {},
      DescribeSecret: {},
      ListSecretVersionIds: {},
      PutSecretValue: {ClientRequestToken: TOKEN, SecretString: 'new'},
      UpdateSecret: {ClientRequestToken: TOKEN, Description: 'new'},
      UpdateSecretVersionStage: {VersionStage: 'new'},
      RotateSecret: {ClientRequestToken: TOKEN},
      CancelRotateSecret: {},
      DeleteSecret: {},
      RestoreSecret: {},
      TagResource: {Tags: [{Key: 'key', Value: 'value'}]},
      UntagResource: {TagKeys: ['key']},
      GetResourcePolicy: {},
      PutResourcePolicy: {ResourcePolicy: POLICY},
      DeleteResourcePolicy: {},
      ReplicateSecretToRegions: {AddReplicaRegions: [{Region: 'us-west-2'}]},
      RemoveRegionsFromReplication: {RemoveReplicaRegions: ['us-west-2']},
      StopReplicationToReplica: {},
    },
  },
  kms: {
    title: 'KMS',
    resource: 'KeyId',
    operations: {
      DescribeKey: {},
      Encrypt: {Plaintext: 'AAAA'},
      GenerateDataKey: {KeySpec: 'AES_256'},
      GetKeyPolicy: {},
      PutKeyPolicy: {Policy: POLICY},
      ListGrants: {},
      CreateGrant: {GranteePrincipal: 'arn:aws:iam::123456789012:root', Operations: ['Decrypt']},
      DisableKey: {},
      EnableKey: {},
      ScheduleKeyDeletion: {},
      CancelKeyDeletion: {},
    },
  },
  ssm: {
    title: 'Parameter Store',
    resource: 'Name',
    operations: {
      GetParameter: {WithDecryption: true},
      GetParameterHistory: {WithDecryption: true},
      PutParameter: {Value: 'new', Overwrite: true},
      DeleteParameter: {},
      LabelParameterVersion: {Labels: ['new']},
    },
  },
};

/** Those of Secrets Manager that need a secret and nothing else, as the matrix asks about them. */
export const OF_A_SECRET = Object.entries(SERVICES.secretsmanager.operations)
  .filter(([, parameters]) => Object.keys(parameters).length === 0)
  .map(([operation]) => operation);

export const CONDITION_KEYS = [
  'aws:SourceVpce',
  'aws:SourceVpc',
  'aws:SourceIp',
  'aws:MultiFactorAuthPresent',
  'aws:PrincipalOrgID',
  'aws:PrincipalTag/team',
  'aws:RequestedRegion',
  'aws:SecureTransport',
  'aws:ViaAWSService',
];
