import { describe, expect, it } from 'vitest';
import { claimsDeed } from '../../../../agent/llm/grounding/deeds.ts';

const NUMBERS = { ofThings: false };
const THINGS = { ofThings: true };

it.each([
  'Done!',
  'Done: the campaign is on its way.',
  'All set.',
  'I have sent your campaign.',
  'I’ve now e-mailed everybody.',
  "I've just emailed all 745 customers.",
  'I approved campaign Welcome.',
  'Then I deleted the segment and sent the rest.',
  'I will send the campaign now.',
  "I'll delete it.",
  'I am going to pause Social prospecting.',
  'I’m sending it.',
  'The campaign was sent, as you asked.',
  'It has been deleted for you.',
  'Successfully created the segment.',
  'The list was updated successfully.',
  'Sent!',
  'Deleted the segment.',
  'We have just launched it.',
])('“%s” says that something was done, which never was', (sentence) => {
  expect(claimsDeed(sentence, NUMBERS)).toBe(true);
  expect(claimsDeed(sentence, THINGS)).toBe(true);
});

it.each([
  'Your campaign has been sent.',
  'The Champions segment was deleted.',
  'Campaign sent.',
  'The test “Newsletter” is now stopped.',
  'All customers have now been notified.',
])('“%s” is a fact where a result speaks of such things, and nowhere else', (sentence) => {
  expect(claimsDeed(sentence, NUMBERS)).toBe(true);
  expect(claimsDeed(sentence, THINGS)).toBe(false);
});

describe('what stands', () => {
  it.each([
    'I have not sent anything.',
    'I sent nothing.',
    'The draft says how many it needs; nothing is sent before somebody starts it.',
    'The campaign has not been sent.',
    'I cannot send campaigns.',
    'I recommend sending it in March.',
    'You could pause Social prospecting.',
    'I have prepared a button that deletes the segment for you.',
    'Revenue was up, and started to fall in March.',
    'Sales stopped growing after the price changed.',
    'Orders that were cancelled are not counted.',
    'In March we sent more than in April.',
    'Chicago made the most, and New York came next.',
    'I compared both quarters and looked at the places.',
    'I started with revenue by place.',
    'I removed no returns.',
    'Customers who were sent the reminder bought more.',
    'Revenue from customers is up because prices were changed.',
  ])('%s', (sentence) => {
    expect(claimsDeed(sentence, NUMBERS)).toBe(false);
  });
});
