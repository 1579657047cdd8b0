import type { DataElement } from '../../contracts/customs-documents.ts';

/**
 * Data elements of customs declarations by their numbers in Annex B of Delegated Regulation (EU) 2015/2446 as replaced by
 * Delegated Regulation (EU) 2021/234 (new form), with the numbers that annex gave them before, which the British declaration
 * service keeps. The American entry summary asks for much of the same under boxes of its own, which are not named here.
 * Not confirmed against the annex itself: the numbers were compared with declaration systems that print them.
 */
export const standard =
  'Data elements of Annex B, Delegated Regulation (EU) 2015/2446, as replaced by (EU) 2021/234; former numbers as in the British declaration service. Numbers are not confirmed against the annex.';

const known = {
  uniqueReference: ['12 08 001 000', '2/4', 'Reference number/UCR'],
  exporterName: ['13 01 016 000', '3/1', 'Exporter: name'],
  exporterNumber: ['13 01 017 000', '3/2', 'Exporter: identification number'],
  consigneeName: ['13 03 016 000', '3/9', 'Consignee: name'],
  importerName: ['13 04 016 000', '3/15', 'Importer: name'],
  importerNumber: ['13 04 017 000', '3/16', 'Importer: identification number'],
  representativeName: ['13 06 016 000', '3/19', 'Representative: name'],
  representativeNumber: ['13 06 017 000', '3/20', 'Representative: identification number'],
  incoterm: ['14 01 035 000', '4/1', 'Delivery terms: Incoterm code'],
  incotermPlace: ['14 01 037 000', '4/1', 'Delivery terms: location'],
  invoiceCurrency: ['14 05 001 000', '4/10', 'Invoice currency'],
  totalInvoiced: ['14 06 001 000', '4/11', 'Total amount invoiced'],
  destination: ['16 03 001 000', '5/8', 'Country of destination'],
  dispatch: ['16 06 001 000', '5/14', 'Country of dispatch'],
  totalGrossMass: ['18 04 001 000', '6/5', 'Gross mass (kg), of the consignment'],
  packages: ['18 06 004 000', '6/10', 'Packaging: number of packages'],
  itemNumber: ['11 03 001 000', '1/6', 'Goods item number'],
  requestedProcedure: ['11 09 001 000', '1/10', 'Procedure: requested procedure'],
  previousProcedure: ['11 09 002 000', '1/10', 'Procedure: previous procedure'],
  additionalProcedure: ['11 10 001 000', '1/11', 'Additional procedure'],
  previousDocument: ['12 01 001 000', '2/1', 'Previous document: reference number'],
  supportingDocument: ['12 03 001 000', '2/3', 'Supporting document: reference number'],
  authorisation: ['12 12 001 000', '2/3', 'Authorisation: reference number'],
  authorisationHolder: ['12 12 080 000', '3/39', 'Authorisation: holder'],
  itemInvoiced: ['14 08 001 000', '4/14', 'Item amount invoiced'],
  origin: ['16 08 001 000', '5/15', 'Country of origin'],
  netMass: ['18 01 001 000', '6/1', 'Net mass (kg)'],
  grossMass: ['18 04 001 000', '6/5', 'Gross mass (kg)'],
  description: ['18 05 001 000', '6/8', 'Description of goods'],
  harmonizedCode: ['18 09 056 000', '6/14', 'Commodity code: Harmonized System sub-heading'],
  nomenclatureCode: ['18 09 057 000', '6/14', 'Commodity code: combined nomenclature'],
  taricCode: ['18 09 058 000', '6/15', 'Commodity code: TARIC'],
  natureOfTransaction: ['99 05 001 000', '8/5', 'Nature of transaction'],
  statisticalValue: ['99 06 001 000', '8/6', 'Statistical value'],
  relievingNumber: ['HTSUS', undefined, 'Number of chapter 98 under which relief is claimed'],
} as const satisfies Record<string, readonly [number: string, former: string | undefined, name: string]>;
export type ElementName = keyof typeof known;

export function elementOf(id: ElementName, value: string | undefined): DataElement {
  const [number, former, name] = known[id];
  return { number, former, name, value };
}
