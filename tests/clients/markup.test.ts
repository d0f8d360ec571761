// Every word that people read stands in a module of texts: none in the markup, where it would be in one language.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createRequire } from 'node:module';

const clients = process.env['TEST_CLIENTS_SOURCE']!;
const { parse } = createRequire(join(clients, 'package.json'))('svelte/compiler');
/** The name of the product. */
const names = /^Emplooi$/;
const spokenAttributes = ['alt', 'aria-label', 'aria-description', 'placeholder', 'title'];

type Node = { type?: string; name?: string; data?: string; value?: unknown; [part: string]: unknown };

function* nodesOf(node: unknown): Generator<Node> {
  if (Array.isArray(node)) for (const one of node) yield* nodesOf(one);
  else if (node && typeof node === 'object') {
    yield node as Node;
    for (const part of Object.values(node)) yield* nodesOf(part);
  }
}

const hasWords = (text: string) => /\p{L}/u.test(text) && !names.test(text.trim());
const textOf = (value: unknown) => [...nodesOf(value)].filter(({ type }) => type === 'Text').map(({ data }) => data ?? '').join('');

function wordsIn(markup: string): string[] {
  const { fragment } = parse(markup, { modern: true });
  const nodes = [...nodesOf(fragment)];
  const inAttributes = nodes.filter(({ type }) => type === 'Attribute');
  const ofAttributes = new Set(inAttributes.flatMap((attribute) => [...nodesOf(attribute.value)]));
  return [
    ...nodes.filter((node) => node.type === 'Text' && !ofAttributes.has(node)).map(({ data }) => data ?? ''),
    ...inAttributes.filter(({ name }) => spokenAttributes.includes(name ?? '')).map(({ value }) => textOf(value)),
  ].filter(hasWords);
}

test('words in markup are found', () => {
  assert.deepEqual(wordsIn('<p class="big">Hallo {name}</p><img src="a.png" alt="een kat" />'), ['Hallo ', 'een kat']);
  assert.deepEqual(wordsIn('<p class="big">{t().hello} · 3</p><strong>Emplooi</strong>'), []);
});

for (const file of (readdirSync(clients, { recursive: true }) as string[]).filter((name) => name.endsWith('.svelte') && !name.includes('node_modules'))) {
  test(`${file} has its words from a module of texts`, () => {
    assert.deepEqual(wordsIn(readFileSync(join(clients, file), 'utf8')), []);
  });
}
