import { refusalsIn } from '../../evidence/refusals.ts';
import { rightWords } from '../../policy/statutory/words.ts';
import type { Texts } from './texts.ts';

const seeReturn = 'See your return';

/** English texts. */
export const en: Texts = {
  messages: {
    return_approved: (_, { rma }) => ({
      subject: `Your return ${rma} is approved`,
      heading: 'Your return is approved',
      paragraphs: ['We have your request, and you may send the goods back.'],
      next: 'We send you what you need to ship the goods in a message of its own. Please wait for it before you send anything.',
      action: seeReturn,
    }),
    request_under_review: (_, { rma }) => ({
      subject: `We have your return request ${rma}`,
      heading: 'Your request is under review',
      paragraphs: ['Thank you for your request. One of us looks at it in person.'],
      next: 'We write to you as soon as it is decided. Please do not send anything yet.',
      action: seeReturn,
    }),
    withdrawal_received: (
      { order, name, submittedAt, zone, sendBackBy, waitsForLabel, refundBy },
      { rma, moment, day },
    ) => ({
      subject: `We have received your withdrawal, return ${rma}`,
      heading: 'Your withdrawal has been received',
      paragraphs: [
        `${name ? `${name} withdraws` : 'You withdraw'} from the contract for the goods of order ${order} that are listed here.`,
        `Submitted: ${moment(submittedAt, zone)}.`,
        refundBy
          ? `We refund what you paid for them, standard delivery included, by ${day(refundBy, zone)}. We may wait until the goods are back, or until you show us that you sent them.`
          : 'We refund what you paid for them, standard delivery included, within 14 days of the goods coming back, or of your showing us that you sent them.',
        'Please keep this message: it is the acknowledgement of your withdrawal. The page of your return has it as a PDF, too.',
      ],
      next: [
        ...(sendBackBy
          ? [
              `Please send back what you have by ${day(sendBackBy, zone)}; we send you what you need for it in a message of its own.`,
            ]
          : []),
        ...(waitsForLabel
          ? [
              sendBackBy
                ? 'Of some goods we first find out which way they go back: please wait for their label before you send them.'
                : rightWords('en').waitForLabel,
            ]
          : []),
        'What has not been shipped yet is taken out of your order.',
      ].join(' '),
      action: seeReturn,
    }),
    evidence_wanted: ({ evidence, toReview }, { rma, due }) => ({
      subject: `Action needed for your return ${rma}`,
      heading: 'Please show us what happened',
      paragraphs: [`We have your request. To go on with it, we need ${english.format(evidence.map(wanted))} from you.`],
      next: due
        ? `Please upload it by ${due}. ${afterEvidence(toReview)}`
        : `Please upload it on the page of your return. ${afterEvidence(toReview)}`,
      action: 'Upload now',
    }),
    evidence_refused: ({ reason }, { rma, due }) => ({
      subject: `Action needed for your return ${rma}: a file could not be used`,
      heading: 'We could not use your file',
      paragraphs: [
        `We could not use a file you uploaded. ${reason ? en.refusals[reason] : 'The page of your return says why.'}`,
        'We take photos as JPEG, PNG or HEIC, videos as MP4, and documents as PDF.',
      ],
      next: due ? `Please upload another file by ${due}.` : 'Please upload another file on the page of your return.',
      action: 'Upload another file',
    }),
    return_rejected: ({ items, message, rejection }, { rma }) => ({
      subject: `Your return request ${rma} was declined`,
      heading: 'We cannot accept your return',
      paragraphs: [
        'We looked at your request and cannot accept it.',
        ...(message ? [message] : rejection ? [rejection.message] : []),
        ...(message || rejection || items.some((item) => item.rejection) ? [] : ['The page of your return says why.']),
      ],
      next: 'If you think we are wrong, write to us and name the return number. Your statutory rights are not affected.',
      action: 'See why',
    }),
    returnless_refund: ({ refund }, { rma, money }) => ({
      subject: `Your return ${rma}: you may keep the goods`,
      heading: 'You need not send anything back',
      paragraphs: [
        refund ? `Your request is approved, and we refund you ${money(refund)}.` : 'Your request is approved.',
        'Please keep the goods, pass them on, or dispose of them where they are collected for recycling.',
      ],
      next: refund
        ? 'The money goes back the way you paid. We write to you when it is on its way.'
        : 'The page of your return shows how it goes on.',
      action: seeReturn,
    }),
    question_asked: ({ question }, { rma, due }) => ({
      subject: `Action needed for your return ${rma}: we have a question`,
      heading: 'We have a question',
      paragraphs: [
        'To decide on your return we need an answer from you.',
        question ?? 'You find our question on the page of your return.',
      ],
      next: due ? `Please answer by ${due}.` : 'Please answer on the page of your return.',
      action: 'Read and answer',
    }),
    label_ready: ({ carrier, price, parcels }, { rma, due }) => ({
      subject: `Your return label for ${rma}`,
      heading: 'Your return label is ready',
      paragraphs: [
        `Pack the goods well, put the label on the parcel, and hand it to ${carrier}.`,
        ...(parcels ? [`The goods go in ${parcels} parcels: each has a label of its own.`] : []),
        ...(price === 'free' ? ['The label costs you nothing.'] : []),
        ...(price === 'taken_off' ? ['The price of the label is taken off what we pay back.'] : []),
      ],
      next: due
        ? `Please hand the parcel in by ${due}. We write to you when it has reached us.`
        : 'Please hand the parcel in. We write to you when it has reached us.',
      action: 'Get the label',
    }),
    shipment_arrived: (_, { rma }) => ({
      subject: `Shipment received for your return ${rma}`,
      heading: 'Shipment received',
      paragraphs: ['Your parcel has reached us.'],
      next: 'We unpack and inspect the goods, and write to you about the result.',
      action: seeReturn,
    }),
    findings_differ: (_, { rma }) => ({
      subject: `We are looking at your return ${rma} once more`,
      heading: 'We are looking at it once more',
      paragraphs: ['What we found when we inspected the goods differs from what you told us.'],
      next: 'Someone looks at it in person before anything is decided or deducted. We write to you about the result.',
      action: seeReturn,
    }),
    refund_sent: ({ amount }, { rma, money }) => ({
      subject: `Your refund for return ${rma} is on its way`,
      heading: 'Your refund is on its way',
      paragraphs: [
        amount
          ? `We have refunded ${money(amount)}. The money goes back the way you paid.`
          : 'We have refunded you. The money goes back the way you paid.',
      ],
      next: 'It depends on your bank how many days it takes to show.',
      action: seeReturn,
    }),
    store_credit_due: ({ amount }, { rma, money, brand }) => ({
      subject: `Your store credit for return ${rma}`,
      heading: 'You get a store credit',
      paragraphs: [
        amount
          ? `Your return is decided: you get a store credit of ${money(amount)}.`
          : 'Your return is decided: you get a store credit.',
      ],
      next: `${brand} credits it to you. If you have a question about it, write to us and name the return number.`,
      action: seeReturn,
    }),
    resolution_due: ({ resolution }, { rma }) => ({
      subject: `Your ${resolution} for return ${rma}`,
      heading: { exchange: 'Your exchange', replacement: 'Your replacement', repair: 'Your repair' }[resolution],
      paragraphs: [
        {
          exchange: 'Your return is decided: your product is exchanged for another one.',
          replacement: 'Your return is decided: you get another product of the same kind.',
          repair: 'Your return is decided: your product is repaired.',
        }[resolution],
      ],
      next: 'If you have a question about it, write to us and name the return number.',
      action: seeReturn,
    }),
    return_closed: (_, { rma }) => ({
      subject: `Your return ${rma} is complete`,
      heading: 'Your return is complete',
      paragraphs: ['Everything is done on our side.'],
      next: 'There is nothing left for you to do.',
      action: seeReturn,
    }),
    cancellation_started: ({ refund }, { rma, money }) => ({
      subject: `We are cancelling part of your order (${rma})`,
      heading: 'It has not been shipped, so we take it out of your order',
      paragraphs: [
        refund
          ? `What is listed here has not been shipped yet. We take it out of your order and refund you ${money(refund)}.`
          : 'What is listed here has not been shipped yet. We take it out of your order.',
      ],
      next: 'We write to you when the money is on its way. Should it have been shipped in this very moment, we tell you so.',
      action: seeReturn,
    }),
    return_cancelled: (_, { rma }) => ({
      subject: `Your return ${rma} is cancelled`,
      heading: 'Your return is cancelled',
      paragraphs: ['The return was cancelled. Please do not use its label any more.'],
      next: 'You may ask for a return again while the time for it lasts.',
      action: seeReturn,
    }),
    return_expired: (_, { rma }) => ({
      subject: `Your return ${rma} has expired`,
      heading: 'Your return has expired',
      paragraphs: [
        'We waited for you and heard nothing, so the return has ended. Please do not use its label any more.',
      ],
      next: 'If you still want to return the goods, please ask again, or write to us.',
      action: seeReturn,
    }),
  },
  outcomes: {
    approve: 'approved',
    returnless: 'keep it',
    review: 'under review',
    reject: 'declined',
    cancel: 'taken out of your order',
  },
  evidence: { photo: 'a photo', photo_or_video: 'a photo or a video', document: 'a document, such as the receipt' },
  refusals: refusalsIn('en'),
  frame: {
    greeting: 'Hello,',
    returnNumber: 'Return number',
    items: 'Items',
    trackingNumber: 'Tracking number',
    next: 'What happens next',
    support: 'Help and contact',
    terms: 'Return terms',
    because: (brand) => `You get this message because a return was asked for at ${brand} with your e-mail address.`,
  },
};

const afterEvidence = (toReview: boolean) =>
  toReview ? 'Then one of us looks at your request in person.' : 'We go on as soon as we have it.';
const english = new Intl.ListFormat('en');
const wanted = (type: keyof Texts['evidence']) => en.evidence[type];
