import type { CustomsFacts } from '../contracts/customs.ts';
import type { Figure, FigureTerm } from '../contracts/customs-answers.ts';
import type { Money } from '../contracts/values.ts';
import { factAt, pointerTo } from './condition.ts';
import { Decimal, type Exact, none, roundMoney, sumOf, textOf } from './decimal.ts';
import { type Exchanged, exchange } from './exchange.ts';
import type { Place } from './jurisdiction.ts';
import type { Component } from './pack.ts';

/** An amount with the name it has in a formula. */
export interface Term {
  readonly exact: Exact;
  readonly said: FigureTerm;
}

/** Facts of which a component of a base is read, the first that is stated; `processing` and `fee` are made of several. */
const factOf: Record<Exclude<Component, 'processing' | 'fee' | 'duty'>, string> = {
  assists: 'charges.assists',
  exchange_fee: 'charges.exchangeFee',
  inward_freight: 'charges.inwardFreight',
  inward_insurance: 'charges.inwardInsurance',
  outward_freight: 'charges.outwardFreight',
  value: 'goods.value',
};
const isRead = (component: Component): component is keyof typeof factOf => component in factOf;

/** What a jurisdiction counts in of work done abroad, beside the work. */
function countedIn({ jurisdiction: { document } }: Place): (keyof typeof factOf)[] {
  const rule = document.routes.find(
    ({ duty }) => duty.formula === 'processing_cost' && duty.components.includes('processing'),
  )?.duty;
  return rule?.formula === 'processing_cost' ? rule.components.filter(isRead) : [];
}

const readers = new Map<string, (facts: CustomsFacts) => unknown>();
function moneyAt(facts: CustomsFacts, path: string): Money | undefined {
  const read = readers.get(path) ?? factAt(path);
  readers.set(path, read);
  return read(facts) as Money | undefined;
}

/**
 * The working of one valuation: reads amounts in the place's currency, and keeps what it lacked, what it took for nothing,
 * and what there is to say about it.
 */
export class Working {
  readonly facts: CustomsFacts;
  readonly place: Place;
  readonly #lacks = new Set<string>();
  /** Paths of amounts that are stated in a currency without a rate. */
  readonly #unrated = new Set<string>();
  readonly #nothing = new Set<string>();
  readonly #notes = new Set<string>();

  constructor(facts: CustomsFacts, place: Place) {
    this.facts = facts;
    this.place = place;
  }

  /** Notes that a figure could not be computed without these facts; an amount without a rate is stated, and lacks only that. */
  lack(...paths: string[]): undefined {
    for (const path of paths) if (!this.#unrated.has(path)) this.#lacks.add(pointerTo(path));
    return undefined;
  }

  note(text: string): void {
    this.#notes.add(text);
  }

  /** The amount of a fact in the place's currency; undefined where it is not stated or has no rate. */
  read(path: string, id: string): Term | undefined {
    const amount = moneyAt(this.facts, path);
    if (!amount) return undefined;
    const exchanged: Exchanged | undefined = exchange(amount, this.facts, this.place);
    if (!exchanged) {
      this.#unrated.add(path);
      return this.lack('exchangeRates');
    }
    if (exchanged.doubt) this.note(exchanged.doubt);
    return { exact: exchanged.exact, said: { id, ...exchanged.term } };
  }

  /** As `read`, noting the lack. */
  need(path: string, id: string): Term | undefined {
    return this.read(path, id) ?? this.lack(path);
  }

  /**
   * The components of a base that are stated. The first is what the base is about: without it there is none, and the fact
   * is noted as lacking. The others are taken to be nothing where they are not stated, and noted as that.
   */
  components(wanted: readonly Component[], duty?: Figure): Term[] | undefined {
    const terms: Term[] = [];
    for (const [i, component] of wanted.entries()) {
      if (component === 'duty') {
        if (!duty) return undefined;
        terms.push(termOf('duty', Decimal(duty.exact)));
      } else if (component === 'processing' || component === 'fee') {
        const parts = component === 'fee' ? this.fee() : this.processing();
        if (!parts) return undefined;
        terms.push(...parts);
      } else if (component === 'value') {
        const parts = this.wholeValue();
        if (!parts) return undefined;
        terms.push(...parts);
      } else {
        const term = this.read(factOf[component], component);
        if (term) terms.push(term);
        else if (component === 'exchange_fee' && this.facts.warranty?.freeOfCharge) terms.push(termOf(component, none));
        else if (i === 0) return this.lack(factOf[component]);
        else if (!this.#unrated.has(factOf[component])) this.#nothing.add(pointerTo(factOf[component]));
      }
    }
    return terms;
  }

  /** What is paid for the work abroad, or for the replacement: nothing where it is free. */
  fee(): Term[] | undefined {
    const paid = (['repair', 'labour', 'parts', 'exchangeFee'] as const).flatMap(
      (name) => this.read(`charges.${name}`, name === 'exchangeFee' ? 'exchange_fee' : name) ?? [],
    );
    if (paid.length > 0) return paid;
    if (this.facts.warranty?.freeOfCharge) return [termOf('fee', none)];
    return this.lack(this.facts.activity === 'exchange' ? 'charges.exchangeFee' : 'charges.repair');
  }

  /**
   * What the work abroad cost: the charge, whole or itemised; of a free repair the value of the work, which is what the law
   * falls back on where it grants no relief for it.
   */
  processing(): Term[] | undefined {
    const charged = this.#charged();
    return (
      this.#worth(charged) ??
      this.lack(charged.length > 0 || this.facts.warranty?.freeOfCharge ? 'charges.valueOfRepair' : 'charges.repair')
    );
  }

  #charged(): Term[] {
    return (['repair', 'labour', 'parts'] as const).flatMap((name) => this.read(`charges.${name}`, name) ?? []);
  }
  #worth(charged: Term[]): Term[] | undefined {
    if (sumOf(charged.map(({ exact }) => exact)).gt(none)) return charged;
    const value = this.read('charges.valueOfRepair', 'value_of_repair');
    return value && [value];
  }

  /**
   * The value of the goods as they are imported, which all routes of one end have in common: as stated; or, of goods that
   * come back from a repair, as it builds up: as they stood when they left, with the work (none where it was not carried out)
   * and what else the jurisdiction counts in of it. What the defective unit was worth says nothing of its replacement.
   * Undefined where it is not known, and what it needs is noted as lacking.
   */
  wholeValue(): Term[] | undefined {
    const { activity, goods, work } = this.facts;
    if (goods.value || activity !== 'repair') {
      const stated = this.need('goods.value', 'value');
      return stated && [stated];
    }
    const before = this.read('goods.valueBeforeExport', 'value_before_export');
    if (!before) return goods.valueBeforeExport ? undefined : this.lack('goods.value');
    const undone = work?.carriedOut === false;
    const cost = undone ? (this.#worth(this.#charged()) ?? []) : this.processing();
    if (!cost) return undefined;
    const others = countedIn(this.place).flatMap((component) => {
      const term = this.read(factOf[component], component);
      if (!term && !this.#unrated.has(factOf[component])) this.#nothing.add(pointerTo(factOf[component]));
      return term ?? [];
    });
    return [before, ...cost, ...others];
  }

  /** A figure: rounded by the place's rule, with its formula written out. */
  figure(name: string, exact: Exact, formula: string, sources: readonly string[], terms: readonly Term[] = []): Figure {
    const { jurisdiction, currency } = this.place;
    return {
      amount: roundMoney(exact, currency, jurisdiction.document.rounding.mode),
      exact: textOf(exact),
      formula: `${name} = ${formula} = ${textOf(exact)}`,
      ...(terms.length > 0 && { terms: terms.map(({ said }) => said) }),
      basis: jurisdiction.basis([...sources, ...jurisdiction.document.rounding.sources]),
    };
  }

  /** A figure that is a sum of terms. */
  total(name: string, terms: readonly Term[], sources: readonly string[]): Figure {
    const formula = terms.map(({ said }) => `${said.id} ${said.exact}`).join(' + ');
    return this.figure(name, sumOf(terms.map(({ exact }) => exact)), formula || '0', sources, terms);
  }

  get lacks(): string[] {
    return [...this.#lacks].toSorted();
  }
  get takenAsNothing(): string[] {
    return [...this.#nothing].toSorted();
  }
  get notes(): string[] {
    return [...this.#notes].toSorted();
  }
}

export const termOf = (id: string, exact: Exact): Term => ({ exact, said: { id, exact: textOf(exact) } });
