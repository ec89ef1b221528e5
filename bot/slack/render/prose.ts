/** Paragraphs, code and steps, as rich text: shown exactly as the data has it. */
import type { Card, Step } from '../../../cards/card.ts';
import { plainText } from '../../../cards/plain-text.ts';
import { literal, literalLine, longestFitting } from '../escape.ts';
import { SECTION_TEXT } from '../limits.ts';
import { type Block, leadingThatFit, sizeOf } from './budget.ts';
import { NOTHING, type Part } from './rendered.ts';

export function renderParagraphs(paragraphs: readonly string[], budget: number): Part {
  const text = paragraphs
    .map((paragraph) => literal(paragraph).trim())
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
  if (text === '') return NOTHING;
  const shown = longestFitting(text, (part) => sizeOf([paragraphBlock(part)]) <= budget);
  return {
    blocks: shown === '' ? [] : [paragraphBlock(shown)],
    dropped: shown === text ? [] : ['the rest of the text'],
  };
}

function paragraphBlock(text: string): Block {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += SECTION_TEXT) pieces.push(text.slice(at, at + SECTION_TEXT));
  return {
    type: 'rich_text',
    elements: [
      { type: 'rich_text_section', elements: pieces.map((piece) => ({ type: 'text', text: piece })) },
    ],
  };
}

export function renderCode(code: NonNullable<Card['code']>, budget: number): Part {
  const text = literal(code.text).trimEnd();
  if (text.trim() === '') return NOTHING;
  const shown = longestFitting(text, (part) => sizeOf([preformatted(part)]) <= budget);
  return {
    blocks: shown === '' ? [] : [preformatted(shown)],
    dropped: shown === text ? [] : [`the end of the ${code.language === 'sql' ? 'query' : 'listing'}`],
  };
}

/** Monospaced text; `text` must be literal already. */
export function preformatted(text: string): Block {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
  };
}

const STATES: Readonly<Record<Step['state'], string>> = {
  done: '✓ Done',
  running: '… Running',
  failed: '✗ Failed',
  pending: '· Waiting',
};

export function renderSteps(steps: readonly Step[], budget: number): Part {
  if (steps.length === 0) return NOTHING;
  const shown = leadingThatFit(steps, budget, build);
  const missing = steps.length - shown.length;
  return { blocks: build(shown), dropped: missing > 0 ? [`+${missing} more steps`] : [] };
}

function build(steps: readonly Step[]): Block[] {
  if (steps.length === 0) return [];
  return [
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: steps.map((step) => ({
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: `${STATES[step.state]}: `, style: { bold: true } },
              { type: 'text', text: stepText(step) },
            ],
          })),
        },
      ],
    },
  ];
}

function stepText(step: Step): string {
  const took = step.durationMs === undefined ? '' : ` (${(step.durationMs / 1000).toFixed(1)} s)`;
  const detail = step.detail && plainText(step.detail).trim() ? `: ${literalLine(step.detail)}` : '';
  return `${literalLine(step.title)}${detail}${took}`;
}
