import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { cloud, laptop, propertiesOf, templates } from './synthesized.ts';

const { data } = templates(cloud);
const home = templates(laptop).data;

/** A statement that refuses a request which did not come over TLS. */
const refusesPlainText = Match.arrayWith([
  Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
]);

describe('what must outlive a deploy', () => {
  test('the table is encrypted with a key of ours, can be restored to any second, and cannot be deleted by mistake', () => {
    data.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: true,
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      },
    });
  });

  test.each([
    ['whoseReturns', 'subject', 'subjectSort', { ProjectionType: 'INCLUDE', NonKeyAttributes: ['card'] }],
    ['waitingForRole', 'queue', 'queueSort', { ProjectionType: 'INCLUDE', NonKeyAttributes: ['card'] }],
    ['whatIsDue', 'dueShard', 'dueAt', { ProjectionType: 'KEYS_ONLY' }],
  ])('the index %s holds what its list shows and nothing more', (IndexName, partition, sort, Projection) => {
    data.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: Match.arrayWith([
        {
          IndexName,
          KeySchema: [
            { AttributeName: partition, KeyType: 'HASH' },
            { AttributeName: sort, KeyType: 'RANGE' },
          ],
          Projection,
        },
      ]),
    });
  });

  test('files are encrypted with a key of ours, versioned, logged, and told of on the event bus', () => {
    data.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { BucketKeyEnabled: true, ServerSideEncryptionByDefault: Match.objectLike({ SSEAlgorithm: 'aws:kms' }) },
          ],
        },
        VersioningConfiguration: { Status: 'Enabled' },
        LoggingConfiguration: Match.anyValue(),
        NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      },
    });
  });

  test('an upload is forgotten after a week, and half an upload after a day', () => {
    data.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({ Prefix: 'uploads/', ExpirationInDays: 7, Status: 'Enabled' }),
          Match.objectLike({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' }),
        ]),
      },
    });
  });

  test('evidence, labels and events are never overwritten: a write that does not ask whether something is there is refused', () => {
    data.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 's3:PutObject',
            Resource: [
              ...[
                'acknowledgements',
                'archive',
                'backtests',
                'documents',
                'dossiers',
                'drafts',
                'evidence',
                'labels',
                'unsealed',
              ].map((folder) => ({
                'Fn::Join': ['', [Match.anyValue(), `/${folder}/*`]],
              })),
            ],
            Condition: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
          }),
        ]),
      },
    });
  });

  test('nothing that expires by itself is evidence, a label or in the archive', () => {
    const buckets = propertiesOf<{
      VersioningConfiguration?: unknown;
      LifecycleConfiguration: { Rules: Record<string, unknown>[] };
    }>(data, 'AWS::S3::Bucket');
    const files = Object.values(buckets).find(({ VersioningConfiguration }) => VersioningConfiguration !== undefined);
    const expiring = files?.LifecycleConfiguration.Rules.filter((rule) => 'ExpirationInDays' in rule);
    expect(expiring?.map((rule) => rule.Prefix)).toEqual([
      'uploads/',
      'dossiers/',
      'aws/lambda/',
      'drafts/',
      'unsealed/',
      'backtests/',
    ]);
  });

  test('no bucket is public, and each refuses what does not come over TLS', () => {
    data.resourceCountIs('AWS::S3::Bucket', 2);
    data.allResourcesProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
    data.resourceCountIs('AWS::S3::BucketPolicy', 2);
    data.allResourcesProperties('AWS::S3::BucketPolicy', { PolicyDocument: { Statement: refusesPlainText } });
  });

  test('the key is changed every year, and stays when the stack goes', () => {
    data.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true } });
  });

  test('everything that holds data stays when the stack goes', () => {
    for (const type of [
      'AWS::DynamoDB::Table',
      'AWS::S3::Bucket',
      'AWS::KMS::Key',
      'AWS::SecretsManager::Secret',
      'AWS::Cognito::UserPool',
    ])
      data.allResources(type, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('people sign in with a second factor, and are let in by an administrator', () => {
    data.hasResourceProperties('AWS::Cognito::UserPool', {
      MfaConfiguration: 'ON',
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      DeletionProtection: 'ACTIVE',
    });
    data.resourceCountIs('AWS::Cognito::UserPoolGroup', 0);
  });

  test('guests are vouched for by a secret that nobody chose', () => {
    data.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: Match.objectLike({ PasswordLength: 64 }),
      KmsKeyId: Match.anyValue(),
    });
  });
});

describe('on a laptop', () => {
  test('everything goes with the stack', () => {
    const kept = Object.values(home.toJSON().Resources as Record<string, { DeletionPolicy?: string }>).filter(
      ({ DeletionPolicy }) => DeletionPolicy === 'Retain',
    );
    expect(kept).toEqual([]);
    home.hasResourceProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: false });
  });

  test('the issuer that was given vouches for people: there is no user pool', () => {
    home.resourceCountIs('AWS::Cognito::UserPool', 0);
  });
});
