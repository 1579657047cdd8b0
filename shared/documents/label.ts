import type { Address } from '../contracts/values.ts';
import { drawLabel } from './label-page.ts';
import { drawPicture } from './label-picture.ts';
import { inLatin } from './latin.ts';

/** What stands on a return label. */
export interface LabelInput {
  /** `colour` is the brand's primary colour, `#rrggbb`. */
  readonly brand: { readonly name: string; readonly colour: string };
  /** Who sends the parcel back, where it is known: a gift or a guest may have left no address. */
  readonly from?: Address | undefined;
  /** Where it goes. */
  readonly to: Address;
  readonly carrier: string;
  readonly service: string;
  readonly trackingNumber: string;
  readonly rma: string;
  /** Of several parcels of one return: which it is. */
  readonly parcel?: { readonly number: number; readonly of: number } | undefined;
  /** Over a customs border: what the goods went out under. */
  readonly outbound?: readonly { readonly invoice: string; readonly mrn?: string }[] | undefined;
  /** When the label was issued: the only time in the file, so the same label always has the same bytes. */
  readonly at: Date;
}

/** The label's lines of text, each in letters the label can print. */
export interface LabelText {
  readonly brand: string;
  readonly colour: string;
  /** Empty when the sender's address is not known. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly carriage: string;
  readonly trackingNumber: string;
  readonly rma: string;
  /** `2/3`; empty where there is one parcel only. */
  readonly parcel: string;
  /** Empty where no customs border is crossed. */
  readonly customs: string;
  readonly at: Date;
}

// Code 128 holds ASCII; 35 characters are as many as a scanner still reads in the width of the label, and one more than
// the longest carrier's number.
const trackingNumberShape = /^[\x21-\x7e]{1,35}$/;

/**
 * Renders a return label: `pdf` is one page of 4 × 6 inches for a printer, `png` is the same two symbols and the RMA
 * number for a phone's screen at a parcel shop. Both carry the tracking number as Code 128 and the RMA number as QR
 * code, readable beside each. The same input gives the same bytes.
 *
 * Names and addresses are printed in Latin letters, as the Universal Postal Union asks for international mail: what the
 * page's font lacks is transliterated ("Łódź" to "Lódz", "山田" to "Shan Tian"), never left out, never an error.
 *
 * @throws RangeError when the tracking number is not 1 to 35 printable ASCII characters without a space.
 */
export async function renderLabel(input: LabelInput): Promise<{ pdf: Uint8Array; png: Uint8Array }> {
  if (!trackingNumberShape.test(input.trackingNumber))
    throw new RangeError('A tracking number on a label is 1 to 35 printable ASCII characters without a space.');
  const text: LabelText = {
    brand: inLatin(input.brand.name),
    colour: input.brand.colour,
    from: input.from ? addressLines(input.from) : [],
    to: addressLines(input.to),
    carriage: inLatin(`${input.carrier} · ${input.service}`),
    trackingNumber: input.trackingNumber,
    rma: input.rma,
    parcel: input.parcel ? `${input.parcel.number}/${input.parcel.of}` : '',
    customs: customsLine(input.outbound ?? []),
    at: input.at,
  };
  const [pdf, png] = await Promise.all([drawLabel(text), drawPicture(text)]);
  return { pdf, png };
}

/** What customs are shown: that the goods come back, and under which papers they once went out. */
function customsLine(outbound: NonNullable<LabelInput['outbound']>): string {
  const papers = outbound.map(({ invoice, mrn }) => (mrn === undefined ? invoice : `${invoice}, MRN ${mrn}`));
  return papers.length === 0 ? '' : inLatin(`Returned goods. Outbound invoice ${papers.join('; ')}`);
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

// The country stands last, in capitals and in English, so that the post of the sending country can read it.
function addressLines(address: Address): string[] {
  const town = [address.postalCode, address.city].filter(Boolean).join(' ');
  return [address.name, address.line1, address.line2, town, address.region, countryName(address.country).toUpperCase()]
    .filter((line) => line !== undefined)
    .map(inLatin);
}

function countryName(code: string): string {
  try {
    return countryNames.of(code) ?? code;
  } catch {
    return code;
  }
}
