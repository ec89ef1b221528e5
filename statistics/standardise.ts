/** What is done to a column before it is scaled. */
export type Transform = 'none' | 'log1p';

/** How columns of different units are made comparable; plain arrays, so that it can be stored with a run. */
export interface Scale {
  readonly transforms: readonly Transform[];
  /** Mean and population standard deviation of each transformed column. */
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

/** Learns the scale of row-major data, one transform a column. `log1p` takes values from 0 on, less counts as 0. */
export function fitScale(data: Float64Array, transforms: readonly Transform[]): Scale {
  const rows = data.length / transforms.length;
  const columns = transforms.map((transform, column) => {
    let mean = 0;
    let squares = 0;
    // Welford's update: stable where the mean is large beside the spread.
    for (let row = 0; row < rows; row++) {
      const value = transformed(data[row * transforms.length + column] as number, transform);
      const difference = value - mean;
      mean += difference / (row + 1);
      squares += difference * (value - mean);
    }
    return { mean, deviation: Math.sqrt(squares / rows) };
  });
  return {
    transforms,
    means: columns.map(({ mean }) => mean),
    deviations: columns.map(({ deviation }) => deviation),
  };
}

/** z-scores by a learned scale, into `into` (shared memory, say) or a new array. A constant column becomes 0. */
export function toScale(
  data: Float64Array,
  scale: Scale,
  into: Float64Array = new Float64Array(data.length),
): Float64Array {
  const dims = scale.transforms.length;
  for (let column = 0; column < dims; column++) {
    const transform = scale.transforms[column] as Transform;
    const mean = scale.means[column] as number;
    const deviation = scale.deviations[column] as number;
    for (let at = column; at < data.length; at += dims)
      into[at] = deviation > 0 ? (transformed(data[at] as number, transform) - mean) / deviation : 0;
  }
  return into;
}

/** Back from z-scores to the columns' own units: centres as people read them. */
export function fromScale(points: Float64Array, scale: Scale): Float64Array {
  const dims = scale.transforms.length;
  return points.map((value, at) => {
    const column = at % dims;
    const plain = value * (scale.deviations[column] as number) + (scale.means[column] as number);
    return scale.transforms[column] === 'log1p' ? Math.expm1(plain) : plain;
  });
}

function transformed(value: number, transform: Transform): number {
  return transform === 'log1p' ? Math.log1p(Math.max(0, value)) : value;
}
