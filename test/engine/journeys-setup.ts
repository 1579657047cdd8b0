import type { TestProject } from 'vitest/node';
import { deploy, readDeployed } from '../../infra/local/deploy.ts';
import { createProgress } from '../../infra/local/progress.ts';
import { holdEngine } from './held-engine.ts';
import type {} from './provided.ts';

/** The app, deployed once for all journeys. On a kept engine, HOMEWARD_TEST_DEPLOY=no takes what is deployed there. */
export default async function setUp({ provide }: TestProject): Promise<() => Promise<void>> {
  const { reach, folder, issuer, release } = await holdEngine('journeys');
  try {
    const progress = createProgress(console.log, () => performance.now());
    const deployed =
      process.env.HOMEWARD_TEST_DEPLOY === 'no'
        ? readDeployed(folder, reach)
        : await deploy({ reach, folder, issuer, progress });
    provide('app', { reach, folder, issuer, deployed });
  } catch (error) {
    await release();
    throw error;
  }
  return release;
}
