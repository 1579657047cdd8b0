import { App, Tags } from 'aws-cdk-lib';
import { bundleAreas } from './constructs/bundle.ts';
import { readDeployment } from './constructs/deployment.ts';
import { DataStack } from './data-stack.ts';
import { ServiceStack } from './service-stack.ts';

const app = new App();
const deployment = readDeployment(app.node);
await bundleAreas(deployment.bundles);

const name = `homeward-${deployment.stage}`;
const data = new DataStack(app, `${name}-data`, { deployment, description: 'Homeward: what must outlive a deploy' });
new ServiceStack(app, name, { deployment, data, description: 'Homeward: what runs' });
Tags.of(app).add('application', 'homeward');
Tags.of(app).add('stage', deployment.stage);
