import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { ListedRule, Rule } from '../../server/src/checks/rule';
import type { Generator } from '../generator';
import { inRoot } from '../paths';
import { indexFile } from './index-file';
import { pageOf } from './page';
import { type RuleFile, ruleFiles } from './rule-files';
import { severitySchema } from './severity-schema';
import { metaPages, type Origins, overview, readmeTable } from './tables';

/** From the rule files: the list of rules, a page for each, the tables, and the schema of the severity setting. */
export const rulesGenerator: Generator = {
  folders: ['docs/checks'],
  make: async () => {
    const files = await ruleFiles();
    const rules = await Promise.all(files.map(readRule));
    return new Map([
      ['server/src/checks/index.ts', indexFile(files)],
      ['schemas/severity.schema.json', severitySchema(rules)],
      ['docs/checks/README.md', overview(rules, await origins())],
      ...rules.map((rule) => [`docs/checks/${rule.code}.md`, pageOf(rule)] as const),
      ...metaPages(),
      ...(await readme(rules)),
    ]);
  },
};

async function readRule(file: RuleFile): Promise<ListedRule> {
  const module = (await import(pathToFileURL(inRoot(file.path)).href)) as { default: Rule };
  if (module.default.code !== file.code) throw new Error(`${file.path}: the code is ${module.default.code}.`);
  return { ...module.default, family: file.family };
}

/** Names of the check in other tools: facts, kept apart from the rules. */
async function origins(): Promise<Origins> {
  return JSON.parse(await readFile(inRoot('data/check-origins.json'), 'utf8')) as Origins;
}

/** The table between the two markers; a README without them stays as it is. */
async function readme(rules: readonly ListedRule[]): Promise<readonly (readonly [string, string])[]> {
  if (!existsSync(inRoot('README.md'))) return [];
  const text = await readFile(inRoot('README.md'), 'utf8');
  const start = text.indexOf(START);
  const end = text.indexOf(END);
  if (start < 0 || end < start) return [];
  return [['README.md', `${text.slice(0, start + START.length)}\n${readmeTable(rules)}\n${text.slice(end)}`]];
}

const START = '<!-- checks:start -->';
const END = '<!-- checks:end -->';
