/**
 * Descriptions that say nothing that helps: "it is broken" tells nobody what to repair. What says nothing is left out, in
 * English and German; what remains must be a word at least, beside another. It is no judgement: "won't charge" is enough.
 */

/** Words that hold a sentence together, or only name what was bought. */
const fillers =
  `a an and at but by for from has have having i i'm im in is it it's its just my of or our really completely
  totally absolutely quite simply since so some something stuff still that that's the then there there's thing
  this to too very was we with please sorry hello hi thanks thank you your get got item product device article
  unit goods order purchase one aber am an auf aus bei bitte da danke das dem den der die dies diese dieser dieses
  doch du eine einem einen einer eines er es euer für hab habe haben hallo hat ich ihr im in ist ja leider man
  mein meine meinem meinen meiner mit nach noch nun nur oder schon sehr sein seit sich sie sind so und uns unser
  vom von war was wie wir zu zum zur einfach komplett völlig total absolut gerät geräts artikel produkt ware teil
  sache ding bestellung`
    .trim()
    .split(/\s+/);

/** Words that say that something is wrong, and not what. */
const complaints =
  `broke broken brake bad badly crap damage damaged dead defect defective doesn doesnt doesn't don't dont didn't
  didnt isn't isnt wasn't wont won't can't cant cannot does do did no not never nothing anymore any more error
  fail failed fails failing failure fault faulty garbage issue issues junk kaput malfunction malfunctioning
  malfunctions poor problem problems rubbish stop stopped stops terrible trouble unusable useless works working
  work worked wrong beschädigt beschädigte beschädigter beschädigtes defekt defekte defekter defektes fehler
  fehlerhaft funktioniert funktionieren funktioniere funktionsunfähig geht gehen ging hin hinüber kaputt kaputte
  kaputtes kaputter kaputtgegangen gegangen kein keine keinen mangel mangelhaft mehr mies mist müll nicht nichts
  nie niemals probleme problem problemen schaden schlecht schrott tot totalschaden tut unbrauchbar`
    .trim()
    .split(/\s+/);

/** What somebody feels, or wants, in place of what happens. */
const wishes =
  `angry asap back complaint disappointed dislike exchange hate help like money refund replace replacement return
  unhappy urgent want wanted would dringend enttäuscht ersatz erstattung geld gefällt hilfe möchte reklamation
  retoure rückgabe umtausch umtauschen unzufrieden ärgerlich will wollte zurück zurückgeben`
    .trim()
    .split(/\s+/);

const empty = new Set([...fillers, ...complaints, ...wishes]);

/** Scripts that leave no blank between words: Chinese and Japanese, and those of South-East Asia. */
const withoutBlanks =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Letters and digits, with what may stand between two of a kind (Unicode's word boundaries, UAX #29): 12.5, l'eau, C:D. */
const wordParts = /(?:[\p{L}\p{M}\p{N}_]|(?<=[\p{L}\p{M}])[':.](?=\p{L})|(?<=\p{N})['.,;](?=\p{N}))+/gu;

/** Words of a text, whatever its script. Only one without blanks is worth the dictionaries that a segmenter opens. */
export function wordsOf(text: string): string[] {
  if (!withoutBlanks.test(text)) return text.match(wordParts)?.filter((word) => /[\p{L}\p{N}]/u.test(word)) ?? [];
  const segments = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text);
  return [...segments].flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []));
}

/** Whether what was written does not say what is wrong. */
export function isVague(text: string): boolean {
  const said = wordsOf(text.toLowerCase().replaceAll('’', "'"));
  const telling = said.filter((word) => !empty.has(word));
  return said.length < 2 || telling.join('').length < 4;
}
