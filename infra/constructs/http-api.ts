import { Duration, Tags, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnApi,
  CfnStage,
  CorsHttpMethod,
  DomainName,
  HttpApi,
  HttpMethod,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import type { NodeFunction } from './node-function.ts';
import { logRetention, removal } from './retention.ts';

/** Requests a second, and how many at once above that; what is more is answered 429 by the gateway. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

/** What the gateway needs to know of a route of the contracts. */
export interface ApiRoute {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** With placeholders in braces: `/v1/returns/{rma}`. */
  readonly path: string;
  readonly area: string;
  readonly throttle?: Throttle | undefined;
}

export interface ReturnsApiProps {
  readonly deployment: Deployment;
  readonly routes: readonly ApiRoute[];
  /** The function of each area that has a route. Throws when one is missing. */
  readonly areas: Readonly<Record<string, NodeFunction>>;
  /** For each route that names none of its own. Default 500 a second, 1,000 at once. */
  readonly throttle?: Throttle;
}

// No address and no path with a return's number: who asked is in the function's own line, under the same request id.
const accessLine = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    at: '$context.requestTimeEpoch',
    route: '$context.routeKey',
    status: '$context.status',
    latency: '$context.responseLatency',
    functionLatency: '$context.integrationLatency',
    bytes: '$context.responseLength',
    error: '$context.error.message',
    functionError: '$context.integrationErrorMessage',
  }),
);

/** What pages of these origins may send and read. */
const crossOrigin = (origins: readonly string[]) => ({
  allowOrigins: [...origins],
  allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT],
  allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match', 'x-request-id'],
  exposeHeaders: ['etag', 'location', 'retry-after', 'x-request-id'],
  maxAge: Duration.hours(1),
});

/** The routes of the contracts, each at its area's function. Who may is decided there, not at the gateway. */
export class ReturnsApi extends Construct {
  readonly api: HttpApi;
  readonly stage: HttpStage;
  /** Own host name: its DNS record points to `regionalDomainName`. */
  readonly domain?: DomainName;
  /** Base address; with the own host name where there is one. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: ReturnsApiProps) {
    super(scope, id);
    const { deployment } = props;
    this.api = new HttpApi(this, 'Api', {
      apiName: `homeward-${deployment.stage}`,
      createDefaultStage: false,
      disableExecuteApiEndpoint: deployment.domain !== undefined,
      ...(deployment.allowedOrigins.length === 0 ? {} : { corsPreflight: crossOrigin(deployment.allowedOrigins) }),
    });
    if (deployment.local) this.#fitEngine();

    Validations.of(this.api).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason: 'Tokens of any issuer, of guests and of partners meet on the same routes, so our code verifies them all.',
    });
    const throttled = this.#addRoutes(props);
    const throttle = props.throttle ?? { rate: 500, burst: 1000 };
    if (deployment.domain !== undefined) this.domain = this.#ownDomain(deployment.domain);
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      throttle: { rateLimit: throttle.rate, burstLimit: throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLogs', { retention: logRetention(deployment), removalPolicy: removal(deployment) }),
        ),
        format: accessLine,
      },
      ...(this.domain === undefined ? {} : { domainMapping: { domainName: this.domain } }),
    });
    if (!(this.stage.node.defaultChild instanceof CfnStage)) throw new Error('A stage is not what it was.');
    if (throttled.length > 0) {
      this.stage.node.defaultChild.routeSettings = Object.fromEntries(
        throttled.map(({ key, rate, burst }) => [key, { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst }]),
      );
      // Settings for a route that is not there yet are refused.
      for (const { route } of throttled) this.stage.node.addDependency(route);
    }
    this.url = deployment.domain === undefined ? this.api.apiEndpoint : `https://${deployment.domain.name}`;
  }

  #addRoutes({ routes, areas }: ReturnsApiProps): ({ key: string; route: HttpRoute } & Throttle)[] {
    // One permission for each function instead of one for each route.
    const integrations = Object.fromEntries(
      Object.entries(areas).map(([area, fn]) => [
        area,
        new HttpLambdaIntegration(area, fn.lambda, { scopePermissionToRoute: false }),
      ]),
    );
    return routes.flatMap(({ method, path, area, throttle }) => {
      const integration = integrations[area];
      if (integration === undefined) throw new Error(`${method} ${path} is of ${area}, which has no function.`);
      const added = this.api.addRoutes({ path, methods: [HttpMethod[method]], integration });
      return throttle === undefined ? [] : added.map((route) => ({ key: `${method} ${path}`, route, ...throttle }));
    });
  }

  /** The engine takes a tag as the API's id, so that its address stays the same, and wants CORS spelled as its API spells it. */
  #fitEngine(): void {
    Tags.of(this.api).add('ms-custom-id', 'homeward');
    if (!(this.api.node.defaultChild instanceof CfnApi)) throw new Error('An API is not what it was.');
    const { maxAge, ...cors } = crossOrigin(['*']);
    this.api.node.defaultChild.addPropertyOverride('CorsConfiguration', { ...cors, maxAge: maxAge.toSeconds() });
    Validations.of(this.api).acknowledge({ id: 'CloudFormation-Validate::F3002', reason: 'Never sent to the cloud.' });
  }

  #ownDomain(domain: NonNullable<Deployment['domain']>): DomainName {
    return new DomainName(this, 'Domain', {
      domainName: domain.name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
    });
  }
}
