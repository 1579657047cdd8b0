import type { Tour } from './tour.ts';

/** A guest's return, from the order's number to the label, and how it was decided. */
export const returnTour: Tour = {
  id: 'tour-return',
  title: 'A return, step by step',
  text: 'What a portal does for a guest of the seeded brand `lumen`, and what staff see of it.',
  tokens: { AGENT: 'agent' },
  steps: [
    {
      title: 'Find the order',
      text: 'By its number and a contact detail. The token is for this order alone, for an hour; `lines` says what can still be returned, and whether the right of withdrawal is open.',
      shell: `GUEST="authorization: Bearer $(say $HOMEWARD_URL/v1/brands/lumen/orders/lookup -H "$JSON" \\
  -d '{"orderNumber":"LM-10042","contact":"kim@customer.example"}' | field token)"`,
    },
    {
      title: 'Show the reasons',
      text: "The brand's, for the product's category, each with the questions a form has to ask and the evidence it demands.",
      shell: `say "$HOMEWARD_URL/v1/brands/lumen/reasons?category=audio&locale=en"`,
    },
    {
      title: 'Ask what it would be answered',
      text: 'The decision as it would be now: outcome, fees before anybody agrees to them, refund to the cent, entitlement and rights. Nothing is written.',
      shell: `say $HOMEWARD_URL/v1/returns/preview -H "$GUEST" -H "$JSON" -d '{"orderNumber":"LM-10042","lines":[
  {"lineId":"1","quantity":1,"reason":"customer_remorse","condition":"unopened","packaging":"original"}]}'`,
    },
    {
      title: 'Ask for it',
      text: 'Decided at once. Sent again with the same key, it is the same return.',
      shell: `RMA=$(say $HOMEWARD_URL/v1/returns -H "$GUEST" -H "$JSON" -H "$(key)" -d '{"orderNumber":"LM-10042","lines":[
  {"lineId":"1","quantity":1,"reason":"customer_remorse","condition":"unopened","packaging":"original"}]}' | field rma)`,
    },
    {
      title: 'Follow it',
      text: 'Status, timeline, label and what is asked of the customer. Signed in, or by the link in a mail, it is the same.',
      shell: `until say $HOMEWARD_URL/v1/returns/$RMA -H "$GUEST" | grep '"code":"ready_to_ship"'; do sleep 1; done`,
    },
    {
      title: 'See how it was decided',
      text: 'Policy, version, facts, the rules that were tried and the one that spoke; `replayed` decides it again from what is kept.',
      shell: `say $HOMEWARD_URL/v1/returns/$RMA/decision -H "$AGENT"`,
    },
    {
      title: 'Or withdraw from the contract',
      text: 'The right of withdrawal is a way of its own, in two steps and with no reason asked: here for another order. The acknowledgement goes out by e-mail, and as PDF with the return.',
      shell: `OTHER="authorization: Bearer $(say $HOMEWARD_URL/v1/brands/lumen/orders/lookup -H "$JSON" \\
  -d '{"orderNumber":"LM-10043","contact":"toni@customer.example"}' | field token)"
WITHDRAWAL=$(say $HOMEWARD_URL/v1/withdrawals -H "$OTHER" -H "$JSON" -H "$(key)" \\
  -d '{"name":"Toni Muster","orderNumber":"LM-10043","email":"toni@customer.example","locale":"en"}' | field id)
say -X POST $HOMEWARD_URL/v1/withdrawals/$WITHDRAWAL/confirm -H "$OTHER" -H "$(key)"`,
    },
  ],
};
