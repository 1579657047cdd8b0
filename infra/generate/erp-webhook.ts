import { type ErpEvent, erpEvent } from '../../shared/contracts/erp-event.ts';
import type { Operation } from './document.ts';
import { standardHeaders } from './partner-signatures.ts';
import type { Shapes } from './schemas.ts';

/** What a brand's ERP is sent: the one request that goes out from here by contract. */
export function erpWebhookOperation(shapes: Shapes): Operation {
  return {
    operationId: 'receiveReturnEvent',
    summary: "A return's event, posted to the ERP address of the brand's configuration",
    description:
      "A CloudEvents 1.0 event, signed by Standard Webhooks with each of the brand's `erp` secrets. Events of one return come in order; each is sent until it is taken, with growing pauses. The same event may come twice: its `webhook-id` stays the same.",
    tags: ['brands'],
    security: [{ standardWebhooks: [] }],
    parameters: standardHeaders,
    requestBody: {
      required: true,
      content: {
        'application/cloudevents+json': {
          schema: shapes.of({ schema: erpEvent, direction: 'output' }),
          example: erpExample,
        },
      },
    },
    responses: {
      '2XX': { description: 'Taken: the next event follows.' },
      '410': { description: 'No more events are wanted, until the configuration is put again.' },
      '429': { description: 'Later, please: `Retry-After` is honoured.' },
      '5XX': { description: 'Not taken: it is sent again.' },
    },
  };
}

const erpExample: ErpEvent = {
  specversion: '1.0',
  id: '7K3F-9XTB-2MQT-2',
  source: '/brands/lumen/returns',
  type: 'return.label_issued',
  subject: '7K3F-9XTB-2MQT',
  time: '2026-11-02T09:31:00.000Z',
  sequence: '00000002',
  datacontenttype: 'application/json',
  data: {
    brand: 'lumen',
    rma: '7K3F-9XTB-2MQT',
    stage: 'shipping',
    actor: 'machine',
    details: { shipment: '1', portions: ['1'] },
  },
};
