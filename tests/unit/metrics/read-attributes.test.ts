import { describe, expect, it } from 'vitest';
import { type Attribute, attributeDimension } from '../../../tools/metrics/read-attributes.ts';

const attribute = (key: string): Attribute => ({
  key,
  columns: ['sales.attributes'],
  values: [],
  sources: ['sales'],
  open: false,
});

describe('an imported column becomes a dimension', () => {
  it('named after its key', () => {
    expect(attributeDimension(attribute('StoreCity'), new Set())).toMatchObject({
      id: 'attr:StoreCity',
      label: 'Store City',
      plural: 'store cities',
      expressions: ['sales.attributes ->> {attribute}'],
      attribute: 'StoreCity',
    });
  });

  it('told apart from what the model calls so, and without its words', () => {
    const dimension = attributeDimension(attribute('items'), new Set(['items', 'item']));
    expect(dimension.label).toBe('items (imported)');
    expect(dimension.synonyms).toEqual(['items (imported)']);
  });
});
