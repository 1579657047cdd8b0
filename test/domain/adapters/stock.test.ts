import { expect, test } from 'vitest';
import { createEmbeddedStockSystem } from '../../../shared/adapters/stock/embedded.ts';
import type { StockMovement } from '../../../shared/adapters/stock/port.ts';
import { booksInMemory } from './books-in-memory.ts';

const movement: StockMovement = {
  id: 'm1',
  sku: 'LM-LAMP',
  quantity: 2,
  from: 'quarantine',
  to: 'sellable',
  disposition: 'restock',
};

test('a movement asked for twice, even at once, is booked once', async () => {
  const { books, pages } = booksInMemory<StockMovement>();
  const stock = createEmbeddedStockSystem({ books });
  const answers = await Promise.all([stock.move(movement), stock.move({ ...movement }), stock.move(movement)]);
  expect(answers).toEqual(Array(3).fill({ reference: 'embedded-m1' }));
  expect([...pages]).toEqual([['stock#m1', { json: JSON.stringify(movement), version: 1 }]]);
});

test('the id of a movement is not used for another one', async () => {
  const stock = createEmbeddedStockSystem({ books: booksInMemory<StockMovement>().books });
  await stock.move(movement);
  await expect(stock.move({ ...movement, quantity: 3 })).rejects.toThrow('another one');
});

test('a page that never stands still is given up with an error', async () => {
  const { books } = booksInMemory<StockMovement>();
  const stock = createEmbeddedStockSystem({ books: { ...books, write: async () => false } });
  await expect(stock.move(movement)).rejects.toThrow('changed 10 times');
});
