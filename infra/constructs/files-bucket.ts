import { Duration } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  HttpMethods,
  type IBucket,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import { removal } from './retention.ts';

export interface FilesBucketProps {
  readonly deployment: Deployment;
  /** Encrypts every object. */
  readonly key: IKey;
}

/** Folders of the bucket: where a file is says what may be done with it. */
export const folders = {
  /** Just uploaded by somebody, not yet checked; gone after a week. */
  uploads: 'uploads/',
  /** Checked, named by its hash, never overwritten. */
  evidence: 'evidence/',
  /** Checked files of drafts: gone after them, unless they became a return's evidence. */
  drafts: 'drafts/',
  /** Labels and packing slips, never overwritten. */
  labels: 'labels/',
  /** Papers of goods that cross a customs border, named by their hash, never overwritten. */
  documents: 'documents/',
  /** Dossiers of returns that somebody asked for, named by their hash: copies, gone after a week. */
  dossiers: 'dossiers/',
  /** Acknowledgements of withdrawals, named by their hash, never overwritten. */
  acknowledgements: 'acknowledgements/',
  /** Events as they came, until their day is sealed, and two months beyond: by then it surely is. */
  unsealed: 'unsealed/',
  /** The event archive: sealed days, never overwritten, kept for good. */
  archive: 'archive/',
  /** What backtests work with, and the lists of what they found: for a year. */
  backtests: 'backtests/',
  /** Stream records the publisher gave up; the platform chooses the names below it. */
  unpublished: 'aws/lambda/',
} as const;

const neverOverwritten = [
  'acknowledgements',
  'documents',
  'dossiers',
  'evidence',
  'drafts',
  'labels',
  'unsealed',
  'archive',
  'backtests',
] as const satisfies (keyof typeof folders)[];

const days = (n: number) => Duration.days(n);

const lifecycle: LifecycleRule[] = [
  {
    id: 'uploads-are-checked-or-forgotten',
    prefix: folders.uploads,
    expiration: days(7),
    noncurrentVersionExpiration: days(1),
  },
  {
    id: 'dossiers-are-fetched-or-forgotten',
    prefix: folders.dossiers,
    expiration: days(7),
    noncurrentVersionExpiration: days(1),
  },
  {
    id: 'unpublished-records-are-republished-or-forgotten',
    prefix: folders.unpublished,
    expiration: days(30),
    noncurrentVersionExpiration: days(1),
  },
  {
    // A draft lives for sixty days at most.
    id: 'files-of-drafts-are-submitted-or-forgotten',
    prefix: folders.drafts,
    expiration: days(75),
    noncurrentVersionExpiration: days(1),
  },
  {
    id: 'unsealed-events-are-sealed',
    prefix: folders.unsealed,
    expiration: days(60),
    noncurrentVersionExpiration: days(1),
  },
  {
    id: 'backtests-are-kept-for-a-year',
    prefix: folders.backtests,
    expiration: days(365),
    noncurrentVersionExpiration: days(1),
  },
  { id: 'half-uploads', abortIncompleteMultipartUploadAfter: days(1) },
  { id: 'delete-markers-left-alone', expiredObjectDeleteMarker: true },
];

/** The one bucket: uploads, evidence, labels, the event archive. Its events go to the account's default event bus. */
export class FilesBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { deployment, key }: FilesBucketProps) {
    super(scope, id);
    const closed = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: removal(deployment),
    };
    // Who fetched which file: written by the storage itself, which can only encrypt it with its own key.
    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...closed,
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ id: 'a-year', expiration: days(365) }],
    });
    this.bucket = new Bucket(this, 'Bucket', {
      ...closed,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      versioned: true,
      lifecycleRules: lifecycle,
      // The library's own bucket does not fit its own interface under exactOptionalPropertyTypes.
      serverAccessLogsBucket: accessLogs as IBucket,
      cors: [
        {
          allowedMethods: [HttpMethods.POST, HttpMethods.GET],
          allowedOrigins: deployment.local ? ['*'] : [...deployment.allowedOrigins],
          allowedHeaders: ['*'],
          maxAge: 3600,
        },
      ].filter(({ allowedOrigins }) => allowedOrigins.length > 0),
    });
    // A write there must ask that nothing is there yet. (Parts of a multipart upload create no object and cannot ask.)
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'NothingIsOverwritten',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObject'],
        resources: neverOverwritten.map((folder) => this.bucket.arnForObjects(`${folders[folder]}*`)),
        conditions: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
      }),
    );
    // The template's own property instead of `eventBridgeEnabled`, which would add a function with rights on every bucket.
    if (!(this.bucket.node.defaultChild instanceof CfnBucket)) throw new Error('A bucket is not what it was.');
    this.bucket.node.defaultChild.addPropertyOverride('NotificationConfiguration', {
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    });
  }
}
