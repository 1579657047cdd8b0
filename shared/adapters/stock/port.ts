import type { Disposition } from '../../contracts/return.ts';

export interface StockMovement {
  /** The instruction's id: a stock system books it once, however often it is asked. */
  id: string;
  sku: string;
  /** Whole units. */
  quantity: number;
  /** Places by their name in the stock system, for example `quarantine` and `sellable`. */
  from: string;
  to: string;
  disposition: Disposition;
}

export interface StockSystem {
  /**
   * Idempotent by `id`.
   * @returns the stock system's own reference of the booking
   * @throws Error when `id` was used for another movement
   */
  move(movement: StockMovement): Promise<{ reference: string }>;
}
