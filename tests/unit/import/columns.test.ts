import { describe, expect, it } from 'vitest';
import { recognise } from '../../../db/import/columns/recognise.ts';
import { bindMap } from '../../../db/import/map/bind-map.ts';
import { parseMap } from '../../../db/import/map/map-file.ts';

const fields = (headers: string) => {
  const list = headers.split(',');
  const { binding } = recognise(list);
  return (
    binding && {
      dataset: binding.dataset,
      ...Object.fromEntries([...binding.fields].map(([field, column]) => [field, list[column]])),
    }
  );
};

describe('a file is recognised by its headers', () => {
  it.each([
    ['InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country', 'sales'],
    ['customer_id,order_date,revenue', 'sales'],
    ['Order ID,Order Date,Customer ID,Product Name,Category,Sales,Quantity,Discount,Profit', 'sales'],
    ['CustomerID,Gender,Location,Tenure_Months', 'customers'],
    ['user_id,cookie_id,start_date', 'customers'],
    ['SKU,Product Name,Category,Price,Colour', 'products'],
    ['Date,Offline_Spend,Online_Spend', 'spend'],
    ['Day,Campaign name,Amount spent,Impressions,Link clicks', 'spend'],
    ['visit_id,cookie_id,page_id,event_type,sequence_number,event_time', 'events'],
    ['Month,Product_Category ,Coupon_Code,Discount_pct', 'coupons'],
    ['Product_Category,GST', 'tax_rates'],
    ['sepal_length,sepal_width,petal_length,petal_width', undefined],
  ])('%s: %s', (headers, dataset) => {
    expect(recognise(headers.split(',')).binding?.dataset).toBe(dataset);
  });

  it('whatever their case, blanks, underscores and accents', () => {
    expect(fields('CUSTOMER-ID,order_DATE , Révenue ')).toEqual({
      dataset: 'sales',
      customer_id: 'CUSTOMER-ID',
      transaction_date: 'order_DATE ',
      total_amount: ' Révenue ',
    });
  });

  it('and a column serves one field only, the one whose name fits best', () => {
    expect(fields('Order ID,Date,Order Date,Price,Total')).toMatchObject({
      transaction_date: 'Order Date',
      unit_price: 'Price',
      total_amount: 'Total',
    });
  });
});

describe('a map that is wrong', () => {
  const problem = (map: unknown, headers = ['Kunde', 'Datum']) => {
    try {
      bindMap(parseMap(map, 'map.yml'), 'sales', headers);
    } catch (error) {
      return (error as Error).message;
    }
    return null;
  };

  it.each([
    [{ colums: {} }, 'map.yml needs mending: “colums” is not a key of a map (did you mean “columns”?).'],
    [{ date_format: 'soon' }, '“date_format” names no order of day, month and year'],
    [{ timezone: 'Berlin' }, '“timezone” is not an IANA timezone such as Europe/Berlin'],
    [{ exchange_rates: { eur: 1.1 } }, 'exchange_rates'],
    [{ columns: { custmer_id: 'Kunde' } }, 'did you mean “customer_id”?'],
    [{ columns: { customer_id: 'Kunden' } }, 'the file has none of that name; did you mean “Kunde”?'],
    [{ columns: { customer_id: 7 } }, 'column 7, but the file has only 2 columns'],
    [{ ignore: ['Nothing like it'] }, 'It has: “Kunde”, “Datum”.'],
  ])('%j says so', (map, sentence) => {
    expect(problem(map)).toContain(sentence);
  });

  it('is not one that names what is there', () => {
    expect(problem({ columns: { customer_id: 'kunde', transaction_date: 2 } })).toBeNull();
  });
});
