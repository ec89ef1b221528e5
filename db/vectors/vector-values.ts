/** Vectors as PostgreSQL takes them: as text in a parameter, as binary tuples in bulk. */

/** "[0.1,-0.2,…]", the text form of pgvector. */
export function vectorText(vector: Float32Array): string {
  return `[${Array.from(vector, (value) => Number(value.toPrecision(8))).join(',')}]`;
}

export interface VectorRow {
  readonly tenantId: string;
  readonly customerId: string;
  readonly model: string;
  readonly textHash: Buffer;
  readonly embedding: Float32Array;
}

export const VECTOR_COLUMNS = ['tenant_id', 'customer_id', 'model', 'text_hash', 'embedding'] as const;

/** Rows of `customer_vectors` as tuples of the binary COPY format, one piece each. */
export function* vectorTuples(rows: Iterable<VectorRow>): Generator<Buffer> {
  for (const { tenantId, customerId, model, textHash, embedding } of rows) {
    const count = Buffer.alloc(2);
    count.writeInt16BE(VECTOR_COLUMNS.length);
    yield Buffer.concat([
      count,
      ...[
        Buffer.from(tenantId.replaceAll('-', ''), 'hex'),
        Buffer.from(customerId),
        Buffer.from(model),
        textHash,
        vectorBytes(embedding),
      ].flatMap(field),
    ]);
  }
}

function field(bytes: Buffer): readonly Buffer[] {
  const length = Buffer.alloc(4);
  length.writeInt32BE(bytes.length);
  return [length, bytes];
}

/** pgvector's `vector_send`: dimensions, an unused 16-bit zero, then 4-byte floats, all big-endian. */
function vectorBytes(vector: Float32Array): Buffer {
  const bytes = Buffer.alloc(4 + vector.length * 4);
  bytes.writeInt16BE(vector.length, 0);
  for (let i = 0; i < vector.length; i += 1) bytes.writeFloatBE(vector[i] ?? 0, 4 + i * 4);
  return bytes;
}
