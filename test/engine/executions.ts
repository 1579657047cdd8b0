import {
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Reach } from '../../infra/local/engine.ts';

export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
}

async function withClient<Result>(reach: Reach, work: (client: SFNClient) => Promise<Result>): Promise<Result> {
  const client = new SFNClient(reach);
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}

/** Executions of a machine whose names begin with a prefix (a return's segments: its RMA number). */
export const executionsOf = (reach: Reach, machineArn: string, prefix = ''): Promise<readonly Execution[]> =>
  withClient(reach, async (client) => {
    const { executions = [] } = await client.send(new ListExecutionsCommand({ stateMachineArn: machineArn }));
    return executions
      .map(({ executionArn = '', name = '', status = '' }) => ({ arn: executionArn, name, status }))
      .filter(({ name }) => name.startsWith(prefix));
  });

/** Stops an execution in the middle of what it does. */
export const stopExecution = (reach: Reach, executionArn: string): Promise<unknown> =>
  withClient(reach, (client) => client.send(new StopExecutionCommand({ executionArn })));

/** Names of the states an execution entered, in order: as many as the transitions it is billed for. */
export const statesEntered = (reach: Reach, executionArn: string): Promise<readonly string[]> =>
  withClient(reach, async (client) => {
    const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
    return events.flatMap(({ stateEnteredEventDetails: entered }) =>
      entered?.name === undefined ? [] : [entered.name],
    );
  });
