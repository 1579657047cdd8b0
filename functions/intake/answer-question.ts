import type { answerQuestion as contract } from '../../shared/contracts/intake.ts';
import { answer } from '../../shared/returns/review.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { type CommandDeps, runCommand } from '../../shared/runtime/return-command.ts';

/** The customer answers: the return goes back to review. */
export function createAnswerQuestion(deps: CommandDeps) {
  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => ({
    body: await runCommand(deps, request, request.params.rma, 'return.answer', (current, context) =>
      answer(current, context, request.body.text),
    ),
  });
}
