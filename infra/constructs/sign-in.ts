import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { AccountRecovery, ClientAttributes, Mfa, StringAttribute, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import { removal } from './retention.ts';

export interface SignInProps {
  readonly deployment: Deployment;
}

/**
 * Who vouches for people: the issuer the deployment names, or else a Cognito user pool of our own. An administrator puts
 * people into groups named `<brand>:<role>`; the pool starts without any. Its ID tokens are the bearer tokens (they carry
 * the audience; Cognito's access tokens do not).
 */
export class SignIn extends Construct {
  /** `iss` of the tokens. */
  readonly issuer: string;
  /** `aud` of the tokens. */
  readonly audience: string;
  /** Where the keys are that sign them. */
  readonly jwksUrl: string;
  readonly userPool?: UserPool;

  constructor(scope: Construct, id: string, { deployment }: SignInProps) {
    super(scope, id);
    if (deployment.issuer !== undefined) {
      this.issuer = deployment.issuer.url;
      this.audience = deployment.issuer.audience;
      this.jwksUrl = deployment.issuer.jwksUrl;
      return;
    }
    this.userPool = new UserPool(this, 'People', {
      signInAliases: { email: true },
      selfSignUpEnabled: false,
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      // A customer's id as the order systems state it, for those who give customers a place in this pool.
      customAttributes: { customer: new StringAttribute({ mutable: true, maxLen: 64 }) },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      deletionProtection: !deployment.local,
      removalPolicy: removal(deployment),
    });
    Validations.of(this.userPool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason: 'The Plus plan is paid for each person who signs in: a choice of whoever deploys, not a default.',
    });
    const client = this.userPool.addClient('Pages', {
      authFlows: { userSrp: true },
      preventUserExistenceErrors: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(7),
      disableOAuth: true,
      // Nobody may say of themselves which customer they are.
      writeAttributes: new ClientAttributes().withStandardAttributes({ fullname: true, locale: true }),
    });
    const { region, urlSuffix } = Stack.of(this);
    this.issuer = `https://cognito-idp.${region}.${urlSuffix}/${this.userPool.userPoolId}`;
    this.audience = client.userPoolClientId;
    this.jwksUrl = `${this.issuer}/.well-known/jwks.json`;
  }
}
