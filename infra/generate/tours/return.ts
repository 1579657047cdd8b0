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
  -d '{"orderNumber":"LM-10046","contact":"kim@customer.example"}' | field token)"`,
    },
    {
      title: 'Show the reasons',
      text: "The brand's, for the product's category, each with the questions a form has to ask and the evidence it demands.",
      shell: `say "$HOMEWARD_URL/v1/brands/lumen/reasons?category=audio&locale=en"`,
    },
    {
      title: 'Ask what it would be answered',
      text: 'The decision as it would be now: outcome, fees before anybody agrees to them, refund to the cent, entitlement and rights. Nothing is written.',
      shell: `say $HOMEWARD_URL/v1/returns/preview -H "$GUEST" -H "$JSON" -d '{"orderNumber":"LM-10046","locale":"en","lines":[
  {"lineId":"1","quantity":1,"reason":"customer_remorse","condition":"unopened","packaging":"original"}]}'`,
    },
    {
      title: 'Write it step by step',
      text: 'A whole request can be sent at once (`createReturn`); a draft takes it in steps, each checked by itself, and is kept. Its `link` takes it up again on another day or device; here the guest goes on at once.',
      shell: `DRAFT=$(say $HOMEWARD_URL/v1/drafts -H "$GUEST" -H "$JSON" -H "$(key)" -d '{"orderNumber":"LM-10046","locale":"en"}' | field draft.id)
say -X PUT $HOMEWARD_URL/v1/drafts/$DRAFT/product -H "$GUEST" -H "$JSON" -d '{"lines":[{"lineId":"1","quantity":1,"condition":"opened","packaging":"original"}]}'
say -X PUT $HOMEWARD_URL/v1/drafts/$DRAFT/contact -H "$GUEST" -H "$JSON" -d '{"email":"kim@customer.example"}'`,
    },
    {
      title: 'Be asked what is missing',
      text: 'A vague description is no error: the step stands as `incomplete`, and `missing` holds each question that is left, in the customer’s language, with the place its answer belongs to.',
      shell: `say -X PUT $HOMEWARD_URL/v1/drafts/$DRAFT/problem -H "$GUEST" -H "$JSON" -d '{"lines":[
  {"lineId":"1","reason":"defective","preference":"refund","description":{"what":"broken"}}]}' | field 'steps[3].missing'
say -X PUT $HOMEWARD_URL/v1/drafts/$DRAFT/problem -H "$GUEST" -H "$JSON" -d '{"lines":[{"lineId":"1","reason":"defective","preference":"refund",
  "description":{"what":"The left side stays silent","since":"last week","tried":"Another phone, and a reset"}}]}' | field next`,
    },
    {
      title: 'Send the files',
      text: '`uploads` holds a form for each file that is demanded: the file goes straight to storage, is checked there, and comes into the return when the draft is submitted. `photo.png` is a picture of yours.',
      shell: `say -X PUT $HOMEWARD_URL/v1/drafts/$DRAFT/files -H "$GUEST" -H "$JSON" -d '{}' | node -e '
  const { url, fields } = JSON.parse(fs.readFileSync(0)).uploads[0].uploads.find(({ contentType }) => contentType === "image/png");
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", new Blob([fs.readFileSync("photo.png")]));
  fetch(url, { method: "POST", body: form }).then(({ status }) => console.log("upload", status));'`,
    },
    {
      title: 'Submit it',
      text: 'The same decision as of a whole request, at once; sent again it is the same return.',
      shell: `RMA=$(say -X POST $HOMEWARD_URL/v1/drafts/$DRAFT/submit -H "$GUEST" -H "$(key)" | field rma)`,
    },
    {
      title: 'Follow it',
      text: 'Status, timeline, label and what is asked of the customer. Signed in, or by the link in a mail, it is the same.',
      shell: `until_says '"code":"(ready_to_ship|completed)"' $HOMEWARD_URL/v1/returns/$RMA -H "$GUEST"`,
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
