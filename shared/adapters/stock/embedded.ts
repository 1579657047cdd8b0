import { amend, type Books } from '../books.ts';
import type { StockMovement, StockSystem } from './port.ts';

/**
 * A stock system of movements only: it books each once by its id and keeps no balances.
 * @param books those of one brand
 */
export function createEmbeddedStockSystem({ books }: { books: Books<StockMovement> }): StockSystem {
  return {
    async move(movement) {
      const { id, sku, quantity, from, to, disposition } = movement;
      await amend(books, `stock#${id}`, (booked) => {
        if (booked && !isSame(booked, movement))
          throw new Error(`Movement ${id} was asked for before, but another one`);
        return { page: booked ?? { id, sku, quantity, from, to, disposition }, answer: undefined };
      });
      return { reference: `embedded-${id}` };
    },
  };
}

function isSame(a: StockMovement, b: StockMovement): boolean {
  return (['sku', 'quantity', 'from', 'to', 'disposition'] as const).every((field) => a[field] === b[field]);
}
