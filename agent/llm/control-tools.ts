/** What a model can do besides using the house's tools. */
import { z } from 'zod';

export const CONTROLS = {
  open_tools: {
    description:
      'Shows how further tools are called. Give the names of all that you will need; from then on you can call them.',
    input: z.object({ names: z.array(z.string()).min(1).max(6) }),
  },
  offer_button: {
    description:
      'Puts a button on the card by which the person can run a tool that changes something. Nothing is run by this. Open the tool first to see its arguments.',
    input: z.object({ tool: z.string(), args: z.record(z.string(), z.unknown()) }),
  },
  ask_back: {
    description:
      'Asks the person one short question, where theirs can be read in several ways. Ends your turn.',
    input: z.object({ question: z.string().min(3).max(400) }),
  },
  decline: {
    description:
      'Says that the question cannot be answered from the data here, and what is missing. Ends your turn.',
    input: z.object({ because: z.string().min(3).max(400) }),
  },
} as const;

export type ControlName = keyof typeof CONTROLS;

export function isControl(name: string): name is ControlName {
  return Object.hasOwn(CONTROLS, name);
}
