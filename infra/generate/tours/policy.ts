import type { Tour } from './tour.ts';

const request = `'{"orderNumber":"LM-10046","locale":"en","lines":[{"lineId":"1","quantity":1,"reason":"customer_remorse","condition":"opened","packaging":"original"}]`;

/** A manager changes what a brand's returns are answered by. */
export const policyTour: Tour = {
  id: 'tour-policy',
  title: 'A policy, step by step',
  text: 'From reading what is in force to a changed policy and back, on the seeded brand `lumen`. Versions are kept for good; whatever was decided stands.',
  tokens: { MANAGER: 'manager', AGENT: 'agent' },
  steps: [
    {
      title: 'Read what is in force',
      text: 'For everybody, as plain text or as data: what a customer in a country is told. The book says the same by its activations, for staff.',
      shell: `say "$HOMEWARD_URL/v1/brands/lumen/policy?country=DE&language=en" -H 'accept: text/plain'
say $HOMEWARD_URL/v1/brands/lumen/policy-book -H "$MANAGER"`,
    },
    {
      title: 'Change it, and save the draft',
      text: 'The shipped policy can be read as `default`: here it is taken over, with goods under 180 euros left with the customer. What is saved is the next version of the policy `returns`, checked at once: `sound` is false where an expression is faulty, and each finding comes with a witness, a request for which it holds.',
      shell: `say $HOMEWARD_URL/v1/brands/lumen/policies/default/draft -H "$MANAGER" |
  node -e 'const { document } = JSON.parse(fs.readFileSync(0)); document.amounts.returnlessUnder.EUR = 18000; console.log(JSON.stringify(document))' > /tmp/changed-policy.json
VERSION=$(say -X PUT $HOMEWARD_URL/v1/brands/lumen/policies/returns/draft -H "$MANAGER" -H "$JSON" -d @/tmp/changed-policy.json | field version)
say $HOMEWARD_URL/v1/brands/lumen/policies/returns/check -H "$MANAGER" -H "$JSON" -d '{"version":"'$VERSION'"}'`,
    },
    {
      title: 'Try it on made-up facts',
      text: 'No order is needed, and nothing is written. The answer names the rules that were tried and the one that spoke; what the law adds is decided beside the policy, for real orders.',
      shell: `say $HOMEWARD_URL/v1/brands/lumen/policies/returns/try -H "$MANAGER" -H "$JSON" -d '{"version":"'$VERSION'","facts":{
  "reason":"customer_remorse","category":"audio","currency":"EUR","valueMinor":7990,"requestValueMinor":7990,"returnedValueMinor":7990,
  "quantity":1,"flagged":false,"business":false,"country":"DE","daysSinceDelivery":9,"condition":"opened","packaging":"original","crossBorder":false,"problems":[]}}'`,
    },
    {
      title: 'Preview a real order under it, on any day',
      text: 'Agents and managers may name a version, in force or not, and a time.',
      shell: `say $HOMEWARD_URL/v1/returns/preview -H "$AGENT" -H "$JSON" -d ${request},"policy":{"id":"returns","version":"'$VERSION'"}}'`,
    },
    {
      title: 'Backtest it',
      text: 'Against the archive of past requests, never the table. The state says how far it is; the report counts what would have been otherwise, and `changes` is every case of it.',
      shell: `day() { node -p "new Date(Date.now() - $1 * 864e5).toISOString().slice(0, 10)"; }
BACKTEST=$(say $HOMEWARD_URL/v1/brands/lumen/backtests -H "$MANAGER" -H "$JSON" -H "$(key)" \\
  -d '{"policyId":"returns","version":"'$VERSION'","from":"'$(day 30)'","to":"'$(day 1)'"}' | field id)
until_says '"state":"(completed|failed|interrupted)"' $HOMEWARD_URL/v1/brands/lumen/backtests/$BACKTEST -H "$MANAGER"`,
    },
    {
      title: 'Put it in force',
      text: 'From now, or from an instant to come (`from`), with the reason that its history keeps. Requests for orders of before are decided by the policy of their day, or by this one where it is kinder.',
      shell: `ACTIVATION=$(say $HOMEWARD_URL/v1/brands/lumen/policies/returns/activations -H "$MANAGER" -H "$JSON" -H "$(key)" \\
  -d '{"version":"'$VERSION'","reason":"The way back costs more than the goods."}' | field activation.number)
say $HOMEWARD_URL/v1/brands/lumen/policy-book -H "$MANAGER"`,
    },
    {
      title: 'See the difference',
      text: 'The same request, within ten seconds of the activation answered by the new version: `policy` says which decided, and why that one.',
      shell: `until_says '"id":"returns"' $HOMEWARD_URL/v1/returns/preview -H "$AGENT" -H "$JSON" -d ${request}}'`,
    },
    {
      title: 'Go back',
      text: 'Ended, the brand’s other policies decide again, here the shipped one; `rollback` puts an earlier version of the same policy in force instead. The history names who, when and why.',
      shell: `say $HOMEWARD_URL/v1/brands/lumen/policies/returns/activations/$ACTIVATION/end -H "$MANAGER" -H "$JSON" -H "$(key)" -d '{"reason":"It was a trial."}'
say $HOMEWARD_URL/v1/brands/lumen/policy-book/changes -H "$MANAGER"`,
    },
  ],
};
