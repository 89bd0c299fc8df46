import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import ts from 'typescript';
import { root } from './paths';

/** A rule's examples are tests and documentation; the programs that are shipped do without them. */
export const withoutExamples: Plugin = {
  name: 'without-examples',
  setup(build) {
    build.onLoad({ filter: /[\\/]server[\\/]src[\\/]checks[\\/][^\\/]+[\\/][^\\/]+\.ts$/ }, async ({ path }) => ({
      contents: dropExamples(await readFile(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

const EXAMPLES = new Set(['good', 'bad']);

/** Empties `good` and `bad` of a call `rule({ … })`; the lines stay, for source maps. */
export function dropExamples(source: string): string {
  const file = ts.createSourceFile('rule.ts', source, ts.ScriptTarget.Latest);
  const definition = file.statements.filter(ts.isExportAssignment).map(({ expression }) => expression)[0];
  const argument = definition !== undefined && ts.isCallExpression(definition) ? definition.arguments[0] : undefined;
  if (argument === undefined || !ts.isObjectLiteralExpression(argument)) return source;
  const examples = argument.properties
    .filter(ts.isPropertyAssignment)
    .filter(({ name }) => ts.isIdentifier(name) && EXAMPLES.has(name.text))
    .map(({ initializer }) => initializer);
  return examples.reduceRight((text, node) => emptied(text, node.getStart(file), node.end), source);
}

function emptied(text: string, start: number, end: number): string {
  const lines = text.slice(start, end).replace(/[^\n]/g, '');
  return `${text.slice(0, start)}[${lines}]${text.slice(end)}`;
}

/** Modules of Node that libraries load at their start, though only rare paths use them: each costs milliseconds. */
const RARELY_USED = ['child_process', 'crypto', 'fs/promises'];

const LAZY = 'lazy-builtin';

/** Loads those modules when something of them is first used. */
export const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^(node:)?(${RARELY_USED.join('|')})$`) }, ({ path, namespace }) =>
      namespace === LAZY ? { path, external: true } : { path: path.replace('node:', ''), namespace: LAZY },
    );
    build.onLoad({ filter: /.*/, namespace: LAZY }, async ({ path }) => ({ contents: await lazyModule(path) }));
  },
};

/** A module with the members of Node's, each a getter. */
async function lazyModule(name: string): Promise<string> {
  const members = Object.keys((await import(`node:${name}`)) as object).filter((member) => member !== 'default');
  return [
    `for (const name of ${JSON.stringify(members)})`,
    `  Object.defineProperty(exports, name, { get: () => require('node:${name}')[name], enumerable: true });`,
  ].join('\n');
}

/** Programs are read as Latin-1, which is fastest: no character of them may need more. */
export const onlyAscii: Plugin = {
  name: 'only-ascii',
  setup(build) {
    const { outfile = '' } = build.initialOptions;
    build.onEnd(async ({ errors }) => {
      if (errors.length > 0) return undefined;
      const bytes = await readFile(join(root, outfile));
      const text = `${outfile} has a character that is not ASCII.`;
      return bytes.some((byte) => byte > 0x7f) ? { errors: [{ text }] } : undefined;
    });
  },
};
