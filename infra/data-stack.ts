import { CfnOutput, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Deployment } from './constructs/deployment.ts';
import { FilesBucket } from './constructs/files-bucket.ts';
import { removal } from './constructs/retention.ts';
import { ReturnsTable } from './constructs/returns-table.ts';
import { SignIn } from './constructs/sign-in.ts';

export interface DataStackProps extends StackProps {
  readonly deployment: Deployment;
}

/** What must outlive a deploy: the key, the table, the files, the people, the secret that signs guests' tokens. */
export class DataStack extends Stack {
  readonly key: Key;
  readonly returns: ReturnsTable;
  readonly files: Bucket;
  readonly signIn: SignIn;
  readonly signingSecret: Secret;

  constructor(scope: Construct, id: string, { deployment, ...props }: DataStackProps) {
    super(scope, id, { ...props, terminationProtection: !deployment.local });
    this.key = new Key(this, 'Key', {
      description: `Homeward ${deployment.stage}: returns, files, secrets`,
      enableKeyRotation: true,
      removalPolicy: removal(deployment),
    });
    this.returns = new ReturnsTable(this, 'Returns', { deployment, key: this.key });
    this.files = new FilesBucket(this, 'Files', { deployment, key: this.key }).bucket;
    this.signIn = new SignIn(this, 'SignIn', { deployment });
    this.signingSecret = new Secret(this, 'SigningSecret', {
      description: `Homeward ${deployment.stage}: signs guests' tokens and cursors`,
      encryptionKey: this.key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: removal(deployment),
    });
    Validations.of(this.signingSecret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'A change ends every guest token and cursor at once, so it is made by a person who means it.',
    });

    const { userPool } = this.signIn;
    if (userPool !== undefined) {
      new CfnOutput(this, 'UserPoolId', { value: userPool.userPoolId });
      new CfnOutput(this, 'UserPoolClientId', { value: this.signIn.audience });
    }
  }
}
