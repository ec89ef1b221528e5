/** Just enough SVG: elements as strings, numbers rounded, text escaped. */
import { fitText, type Weight } from './font.ts';

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element; attributes that are undefined are left out. `content` must be SVG already. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? short(value) : escapeXml(value ?? '')}"`)
    .join('');
  return content ? `<${name}${written}>${content}</${name}>` : `<${name}${written}/>`;
}

export interface TextStyle {
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly weight?: Weight;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Cut with an ellipsis beyond this. */
  readonly maxWidth?: number;
}

/** One line of text. */
export function label(text: string, style: TextStyle): string {
  const fitted =
    style.maxWidth === undefined ? text : fitText(text, style.maxWidth, style.size, style.weight ?? 400);
  if (fitted === '') return '';
  return element(
    'text',
    {
      x: style.x,
      y: style.y,
      'font-size': style.size,
      'font-weight': style.weight === 600 ? 600 : undefined,
      fill: style.fill,
      'text-anchor': style.anchor === 'start' ? undefined : style.anchor,
    },
    escapeXml(fitted),
  );
}

/** A bar from `x, y`, its far end rounded: `right`, `left`, `top` or `bottom`, or none. */
export function bar(
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  end: 'right' | 'left' | 'top' | 'bottom' | 'none',
  radius: number,
  paint: Attributes,
): string {
  const { x, y, width, height } = box;
  const r = Math.min(radius, width / 2, height / 2);
  const corner = (rounded: boolean) => (rounded ? r : 0);
  const topLeft = corner(end === 'top' || end === 'left');
  const topRight = corner(end === 'top' || end === 'right');
  const bottomRight = corner(end === 'bottom' || end === 'right');
  const bottomLeft = corner(end === 'bottom' || end === 'left');
  const n = short;
  const d = [
    `M${n(x + topLeft)} ${n(y)}H${n(x + width - topRight)}`,
    topRight ? `a${n(r)} ${n(r)} 0 0 1 ${n(r)} ${n(r)}` : '',
    `V${n(y + height - bottomRight)}`,
    bottomRight ? `a${n(r)} ${n(r)} 0 0 1 ${n(-r)} ${n(r)}` : '',
    `H${n(x + bottomLeft)}`,
    bottomLeft ? `a${n(r)} ${n(r)} 0 0 1 ${n(-r)} ${n(-r)}` : '',
    `V${n(y + topLeft)}`,
    topLeft ? `a${n(r)} ${n(r)} 0 0 1 ${n(r)} ${n(-r)}` : '',
    'Z',
  ].join('');
  return element('path', { d, ...paint });
}

/** Two decimals at most. */
export function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escapeXml(text: string): string {
  return text
    .replace(/[\ufffe\uffff]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
