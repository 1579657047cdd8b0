import type { GoodsRoute } from '../contracts/sites.ts';

/** Why goods go where they go, in a sentence that a customer may read too: it names no cost and no other site. */
type Words = Record<GoodsRoute['because'], (name: string) => string>;

const en: Words = {
  only: (site) => `The goods go to ${site}: no other place takes them.`,
  border: (site) => `The goods go to ${site}: so they cross no customs border.`,
  work: (site) => `The goods go to ${site}: what will probably be needed can be done there.`,
  cost: (site) => `The goods go to ${site}: that costs least.`,
  distance: (site) => `The goods go to ${site}: that is nearest.`,
  name: (site) => `The goods go to ${site}: it is the first of several that are equal.`,
  all_full: () => 'The goods go to our return address: the places meant for them take no more today.',
  none_can: (demands) =>
    `No place of ours can take the goods as they are${demands && ` (${demands})`}: a person says where they go.`,
};

const de: Words = {
  only: (site) => `Die Ware geht an ${site}: kein anderer Standort nimmt sie an.`,
  border: (site) => `Die Ware geht an ${site}: so überquert sie keine Zollgrenze.`,
  work: (site) => `Die Ware geht an ${site}: dort ist möglich, was voraussichtlich nötig wird.`,
  cost: (site) => `Die Ware geht an ${site}: das kostet am wenigsten.`,
  distance: (site) => `Die Ware geht an ${site}: das ist am nächsten.`,
  name: (site) => `Die Ware geht an ${site}: der erste von mehreren gleich guten Standorten.`,
  all_full: () =>
    'Die Ware geht an unsere Rücksendeadresse: die dafür vorgesehenen Standorte nehmen heute nichts mehr an.',
  none_can: (demands) =>
    `Keiner unserer Standorte kann die Ware so annehmen${demands && ` (${demands})`}: ein Mensch sagt, wohin sie geht.`,
};

/** @param language ISO 639-1; English where there are no words in it */
export const routeWords = (language: string): Words => (language === 'de' ? de : en);
