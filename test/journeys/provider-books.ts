import type { Place } from '../../infra/local/journey/place.ts';
import type { PaymentPage } from '../../shared/adapters/payment/embedded.ts';
import { createBooks } from '../../shared/storage/provider-books.ts';
import { connectTable } from '../../shared/storage/table.ts';
import { deployedApp } from '../engine/app.ts';
import { tenderOf } from './orders.ts';

/** What the embedded payment provider itself has booked for an order's payment: an entry for each instruction it knows. */
export async function refundsBooked(
  { brand }: Pick<Place, 'brand'>,
  { orderNumber }: { readonly orderNumber: string },
  provider?: string,
): Promise<readonly PaymentPage['refunds'][string][]> {
  const { reach, output } = deployedApp();
  const table = connectTable(output('TableName'), reach);
  try {
    const found = await createBooks<PaymentPage>(table, brand).read(`payment#${tenderOf(orderNumber, provider)}`);
    return Object.values(found?.page.refunds ?? {});
  } finally {
    table.documents.destroy();
  }
}
