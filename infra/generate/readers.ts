/** Who reads the API, and what for: the order in which the documents show its routes. */
export interface Reader {
  id: string;
  title: string;
  text: string;
  /** Routes by name, in the order they are met, each with what there is to say beyond its summary (CommonMark). */
  routes: Record<string, string>;
}

const retried = 'Answered again, the same way, when it is repeated with its key.';

export const readers: readonly Reader[] = [
  {
    id: 'customers',
    title: 'Customers and guests',
    text: "What a shop's return portal works with. A signed-in customer reaches all of their own returns; a guest, who found an order or followed a mailed link, those of that one order.",
    routes: {
      lookUpOrder:
        "Begins a guest's visit: the answer holds a bearer token for this one order, good for an hour. A wrong contact detail and an unknown order answer alike. Failed tries are counted, by order and by address.",
      exchangeGuestLink:
        'Mailed links carry their token after the `#`, where it stays out of logs; the page sends it here. A link is good for 60 days, or until it is revoked.',
      listRegisteredProducts:
        'What a customer picks from: single units with their serial numbers. A request names one as its `product`; where the list gives an order and a line, it may name these instead. Guests have their order.',
      listDealers: 'To say where something was bought, where that was not the brand itself.',
      listReasons:
        'What a form has to show: reasons are the brand’s, by category (`category` of the order line), and each has its questions. A request that leaves a required one unanswered is asked for it, by that question.',
      previewReturn:
        'Nothing is written, sent or counted. The answer is what `createReturn` would decide at this moment.',
      createReturn:
        "`reason` is one of those that `listReasons` names for the product, and `description` answers what it asks: “broken” alone is asked back for. `uploads` holds, for each piece of evidence that is demanded, a form per content type: POST its `fields`, then `file`, to its `url` as `multipart/form-data` within the hour. The content is checked after the upload; `trackReturn` says how that went. A repeated request is answered with the first one's return and fresh forms, without the assessment.",
      stateWithdrawal:
        "The right of withdrawal of consumers in the EU and Great Britain. `lookUpOrder` says whether it is open for an order. Nothing happens yet: the answer says what is covered, what is not and why, and what stands on both buttons in the customer's language. It holds for an hour, and is forgotten then.",
      confirmWithdrawal:
        'It takes effect at once, whatever is to be looked into, and is in time if it was stated in time. The acknowledgement goes out by e-mail; `trackReturn` has it as a PDF, with the days by which goods and money are due. What was not shipped is taken out of the order. Confirmed again, it is answered the same way.',
      addEvidence:
        'Without `type`, fresh forms for all that is still missing; with it, a form for one more piece. A `document` proves that withdrawn goods were sent: then the refund is not held back any more.',
      startDraft:
        'For forms of several pages: what is told is kept at each step, for 14 days since the last. The answer says what to ask for next. `link.token` goes after the `#` of a page of yours: it takes the draft up again, on any device, by `exchangeGuestLink`.',
      readDraft:
        '`steps` says what is still to be told, by the question itself. Once it is `ready`, `assessment` shows fees and evidence before anything is asked for.',
      saveDraftProduct:
        'Quantities and serial numbers are checked at once. A draft holds no units: its own are free when it is saved again.',
      saveDraftContact: 'Left out, the order says it.',
      saveDraftPurchase: 'A company that demands a purchase order is asked for it here.',
      saveDraftProblem:
        'Answers what `listReasons` says is asked. What is missing or says nothing (“broken”) is kept all the same, and asked for by its own question.',
      saveDraftFiles:
        'Files that the reasons demand get a form each, as soon as products and problems are told. Files may also be sent after it was submitted.',
      mailDraftLink:
        'To the address of the contact step, else of the order; five times at most, and ten a day for an order and to a mailbox.',
      submitDraft:
        'The same as `createReturn` with all that was told; pointers name the steps (`/problem/lines/0/reason`). The draft ends with it: whoever submits it once more is answered with the same return.',
      trackReturn: 'Links to labels are good for an hour: ask again for fresh ones.',
      listReturns: 'Hand `next` back as `cursor` for the next page; the last page has none.',
      findByPurchaseOrder:
        'Case does not matter. Everybody finds what they see: customers their own, employees of a company all of it. A page may hold fewer than `limit`, and yet have a `next`.',
      answerQuestion: `The return goes back to the agents' queue. ${retried}`,
      cancelReturn: `Possible until the parcel is on its way. ${retried}`,
    },
  },
  {
    id: 'companies',
    title: 'Companies',
    text: "Many returns at once, from a sheet. A company's employees sign in as customers; staff and order systems send files for it.",
    routes: {
      createBatch:
        'Columns: `orderNumber` and `reason`; `line`, `sku` or `serial` to say what it is; `quantity` (1 where it is left out), `preference`, `description`, `since`, `tried`, `errorCode`, `condition`, `packaging`, `purchaseOrder`; in any order, with commas, semicolons or tabs, in UTF-8. Rows of one order become one return, as far as one carries them (20 different lines, some 75 serial numbers, 200 rows). The answer holds what can be said at once; follow the batch with `readBatch`. With `all_or_nothing`, reserved units are given back after 15 minutes at the latest unless all rows could be.',
      readBatch:
        'Staff see every batch, a company its own. It is kept for 30 days; its returns stay. What a policy rejects is an answer, and no error of the row: the return says it. Of very many `errors` it holds the first.',
      readBatchErrors:
        'To correct the file by: row, column, code, sentence. Empty but for its headings when all is well. Where there is too much for one answer, the header `Link` names the sheet of the rows behind.',
    },
  },
  {
    id: 'support',
    title: 'Support agents and managers',
    text: "What waits for a decision, and the decisions. Every queue is read here, the warehouse's and finance's too.",
    routes: {
      readQueue: 'Everybody reads the queues of their own roles; managers read all.',
      readFunnel:
        'Drafts are counted by the day they were begun. Of each step, those that came there either completed it, were submitted without it, expired there, or still stand there.',
      readActivity: 'Each event carries the hash of the one before, so a change or a gap is found.',
      readDecision:
        'Facts are as they were when it was asked for. `replayed` makes the decision again, from these facts and the versions of the policies that decided: `same` is false only where what is kept was changed.',
      approveReturn: `Without \`terms\`, those the policy proposed. Other ones need a \`reason\`, which the log and the return's staff page keep; \`override\` is the same as a word, for queues, events and figures. ${retried}`,
      finishChecks: `For what stands in the queue although nothing waits for it: a flagged account that withdrew, for instance. ${retried}`,
      rejectReturn: `The sentence reaches the customer by e-mail. ${retried}`,
      askCustomer: `The clock of the review stands still until the answer. ${retried}`,
      settleDispute: `For goods an inspector found to be other than claimed. ${retried}`,
      resendMessage: '`seq` is the number of the event the message tells of, as in the activity log.',
      revokeDraftLinks: `They do not lead to the return it becomes either; links mailed afterwards are good again. ${retried}`,
      revokeLinks: `Links mailed afterwards are good again. ${retried}`,
    },
  },
  {
    id: 'warehouse',
    title: 'Warehouse and inspectors',
    text: 'From the dock to the grade. Their queues are read with `readQueue`.',
    routes: {
      receiveParcel: `Finds the return by what was scanned. Without \`lines\`, all that is expected has come. ${retried}`,
      inspectGoods: `A finding for each part that differs: the portion is split accordingly, and what has no finding stays in quarantine. ${retried}`,
    },
  },
  {
    id: 'finance',
    title: 'Finance',
    text: 'What failed on its way out. The queue is read with `readQueue`.',
    routes: {
      creditPrice: `The amount lies on the units themselves: one that comes back later is worth what is left of it, so credits and refunds share one cap, and nothing of what may be returned is used up. The order's \`paid\` stays what was paid. ${retried}`,
      retryEffect: `Only what has failed, never what is still unknown. ${retried}`,
      settleByHand: `For a refund that failed, as it always does where no payment of the order is known, or that an outside system has held up for long. It moves no money. ${retried}`,
    },
  },
  {
    id: 'compliance',
    title: 'Compliance',
    text: 'What crosses a customs border. The answers advise, with the law behind each; a licensed broker or the authority decides. Dry runs are open to agents, managers and integrations too.',
    routes: {
      determineCustoms:
        'Nothing is written. Facts that are left out are unknown, never guessed: `lacks` says which of them would decide a route. With the facts, `packs` is all it takes to repeat an answer.',
      valueCustoms: 'For goods whose way is decided. A figure that is absent could not be computed: `lacks` says why.',
      listJurisdictions: 'A later state of the law is a further version; the earlier one stays.',
      readReturnCustoms:
        'Each decision with its facts and the versions of the rules; `replayed.same` says whether they still give the same answer. The newest of each portion comes with the whole determination.',
      completeCustomsFacts: `For a portion whose way over the border is not known: it stands in the queue \`compliance\` of \`readQueue\`. Who is of record, and the authorisations, are read anew, so the facts may be empty. Decided anew as a further version; once the way is known, the return goes on to its label. ${retried}`,
      listDocuments:
        'Made by themselves once it is known how the goods cross the border, and anew (a further version beside the earlier ones) when that is decided anew and when their parcel has its label: pro-forma invoice, packing list, shipper’s letter, repair declaration, data set for the broker, and a place for each paper that others issue. What nobody told stands there as what is to be completed. The links are good for a quarter of an hour.',
      makeDossier:
        'The papers of every version, the customs decisions, labels, and what else is kept, with `index.json` and `index.txt`. What the caller’s role does not see is named there and left out. The link is good for a quarter of an hour; asked for again with nothing changed, it is the same file.',
      putCustomsLane:
        'From territory to territory: `CH-EU`, of which `CH-DE` is another name. A lane without an importer or exporter of record stops its returns before a label is made. `If-Match` with the ETag that was read makes sure that no other change is lost.',
      getCustomsLane: 'The `ETag` of the answer is what `If-Match` takes.',
      listCustomsLanes: 'By name.',
      putCustomsAuthorisation:
        'What is counted of its uses stays. `If-Match` with the ETag that was read makes sure that no other change is lost.',
      getCustomsAuthorisation: 'The `ETag` of the answer is what `If-Match` takes.',
      listCustomsAuthorisations: 'By name.',
    },
  },
  {
    id: 'systems',
    title: 'Order systems, carriers and 3PLs',
    text: "Machines that tell of orders and parcels. Webhooks are signed with the secret set in the brand's configuration; what is validly signed is kept and answered at once, and worked on afterwards. The same event again changes nothing.",
    routes: {
      putRegisteredProduct:
        'For units with a serial number, whoever sold them. Windows count from `installedOn`, else from the day of the purchase. A unit that is sold on is put with its new owner.',
      putOrder: 'The whole order, each time. Repeating it does no harm, so it needs no Idempotency-Key.',
      shopifyWebhook: 'For topics whose body is an order, such as `orders/create` and `orders/updated`.',
      easypostWebhook: 'Events with a Tracker; others are kept and looked at by a person.',
      genericWebhook:
        'Shipment events by the Standard Webhooks specification, from any carrier, 3PL or middleware without an endpoint of its own here. Unknown fields are tolerated.',
    },
  },
  {
    id: 'administrators',
    title: 'Administrators',
    text: 'How a brand looks and whom it talks to.',
    routes: {
      putDealer:
        'Authorizations are by date: what counts is the day something was bought. One that ended is kept with its last day.',
      putConfiguration:
        "Secrets that are given replace those of the same partner; the others stay. `If-Match` with the ETag that was read makes sure that nobody else's change is lost.",
      putCompany:
        'Orders name the company (`customer.company`); its account counts for every request from then on, within a minute. For the order system too. `If-Match` with the ETag that was read makes sure that no other change is lost.',
      getCompany: 'The `ETag` of the answer is what `If-Match` takes.',
      getConfiguration: 'The `ETag` of the answer is what `If-Match` takes.',
      replayDeliveries: 'Events are delivered with the ids they had. Starts at `from`, or at the first.',
      listQuarantine:
        'What partners sent, or somebody asked for, and could not be worked off, with the reason. An alarm says when there is something new.',
      readQuarantined: 'The body is what came, unchanged; it may hold personal data.',
      retryQuarantined: `It leaves the list, and comes back if it cannot be worked off again. ${retried}`,
    },
  },
  {
    id: 'policy',
    title: 'Who writes the policy',
    text: 'Managers and administrators: a draft is saved, checked, previewed and put in force at a date. The policy in force when an order was placed decides its returns, unless the one in force now is kinder; of policies for different lines the narrowest decides, and where there is none, the shipped one (`default`). A change is seen by every decision within ten seconds.',
    routes: {
      savePolicyDraft:
        'Every save is a version of its own, numbered from 1, and none ever changes: the same document again makes no new one. Faults do not keep a draft from being saved; the answer lists them, as `checkPolicy` does. `If-Match` with the tag that was read makes sure that you go on with the newest.',
      readPolicyDraft: 'The `ETag` of the answer is what `If-Match` of the next save takes.',
      checkPolicy:
        'Nothing is written. An error keeps the policy from being put in force, a warning has to be accepted; a witness is a request that shows it.',
      tryPolicy:
        'For who has no customer to try it on: the policy alone, asked about facts that you make up. Nothing is written.',
      activatePolicy: `From \`from\` on it takes the place of the version in force. Two policies that would decide the same lines, neither being the narrower one, are refused (409), both named; so is whoever comes second of two who change the book at once (412). With \`If-Match\` the \`ETag\` of the book that was read must still be its own. ${retried}`,
      endActivation: `Afterwards the wider policy decides its lines, at last the shipped one. ${retried}`,
      rollBackPolicy: `A new activation of the earlier version. Decisions that were made stand. ${retried}`,
      listPolicies: '`inForce` and `next` say what of it decides now, and what is scheduled.',
      listPolicyVersions: 'The document itself is in `readPolicyVersion`.',
      readPolicyVersion: 'As decisions name it: policy and version.',
      readPolicyBook: 'Every activation there ever was, as it stands now.',
      startBacktest: `Past requests are decided anew on the facts of their day, by this policy alone; lines it is not for stay as they were. It takes seconds to minutes: look with \`readBacktest\`. Nothing of a return is read anew or changed. ${retried}`,
      readBacktest:
        '`progress` grows file by file. Once completed, `report` sets what was decided beside what would have been, in all, by reason and by category; `changes.url` is the list of the lines that changed, as CSV, good for a quarter of an hour (ask again for a fresh one).',
      listBacktests: 'Without what they found.',
      retryBacktest: `Only one that failed or was interrupted. It reads the same files as before. ${retried}`,
      listPolicyChanges: 'Who, when and why, with the codes of warnings that were accepted.',
    },
  },
  {
    id: 'everybody',
    title: 'Everybody',
    text: 'The description of the API itself.',
    routes: {
      readPublishedPolicy:
        'Text unless `Accept` would rather have `application/json`. Found out by asking the policies in force, so that what is published is what is decided; statutory rights stand beside it. An answer may be kept for five minutes.',
      readOpenApi: 'For code generators, test tools and API clients.',
      readApiPage: 'Made from the same contracts as the document, with nothing loaded from elsewhere.',
    },
  },
];
