import type { Example, FixText, ListedRule } from '../../server/src/checks/rule';
import { GRAMMAR } from '../../server/src/policy/grammar';

/** The page that *Explain CODE* opens. */
export function pageOf(rule: ListedRule): string {
  const parts = [
    GENERATED,
    `# ${rule.title}`,
    `\`${rule.code}\` · family \`${rule.family}\` · ${severityText(rule)}`,
    rule.why,
    section('Reported', block(rule, rule.bad[0])),
    section('Right', block(rule, rule.good[0])),
    section('What it says', list(Object.values(rule.messages).map(placeholders))),
    section(
      'Fixes',
      list([...Object.values(rule.fixes ?? {}), ...(rule.fileFix === undefined ? [] : [rule.fileFix])].map(fixText)),
    ),
    section('Severity', severities(rule)),
    section('Policies', policies(rule)),
    section('Not known offline', rule.offline ?? ''),
    section(rule.defaultOn === false ? 'Switching it on' : 'Switching it off', switchText(rule)),
    section('AWS', sources(rule)),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

export const GENERATED = '<!-- Made by "npm run generate" from the rule\'s file. Do not edit. -->';

/** The default severity, and that it is off where it is. */
export function severityText(rule: ListedRule): string {
  return rule.defaultOn === false ? `${rule.severity}, off by default` : rule.severity;
}

function section(title: string, text: string): string {
  return text === '' ? '' : `## ${title}\n\n${text}`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** `{action}` in a text → *action*. */
function placeholders(text: string): string {
  return text.replace(/[\\`*_<>[\]]/g, '\\$&').replace(/\{(\w+)\}/g, '*$1*');
}

/** An example as it stands in the rule's file, without what only tests read. */
function block(rule: ListedRule, example: Example | undefined): string {
  if (example === undefined) return '';
  const text = typeof example === 'string' ? example : example.text;
  const [shown = ''] = text.replace(/^\n/, '').split('\n== ');
  return [
    '```jsonc',
    ...shown
      .trimEnd()
      .split('\n')
      .map((line) => withoutTestWords(line, rule)),
    '```',
  ].join('\n');
}

/** Examples of policies that are too long are filled with blanks or one word. */
function shortened(line: string): string {
  return line.replace(/(.{1,5}?)\1{60,}/g, '$1$1$1…');
}

/** `   ~~~~ near [error] +fix!: Text` → `// ~~~~ Text`. */
function withoutTestWords(line: string, { messages }: ListedRule): string {
  const match = /^( *)(~+|\^) ([\w-]+)(?: \[\w+\])?(?: \(unused\))?(?: \+fix!?)?(?: => \d+ [^:]*)*(?:: (.*))?$/.exec(
    line,
  );
  if (match === null) return shortened(line);
  const [, indent = '', sign = '', id = '', stated] = match;
  const plain = messages[id] ?? '';
  const text = stated ?? (plain.includes('{') ? undefined : plain);
  const before = indent.length >= 3 ? `// ${indent.slice(3)}` : `// ${indent}`;
  return text === undefined ? `${before}${sign}` : `${before}${sign} ${text}`;
}

function fixText({ title, safe, note }: Pick<FixText, 'title' | 'safe' | 'note'>): string {
  const when = safe === undefined ? '' : safe === true ? ' Part of *fix all*.' : ` Part of *fix all* where ${safe}.`;
  const more = note === undefined ? '' : ` ${note}`;
  return `**${placeholders(title)}**${more === '' && when === '' ? '' : `.${more}${when}`}`;
}

function severities(rule: ListedRule): string {
  const cases = Object.entries(rule.severityBy ?? {});
  const kinds = Object.entries(rule.severityByKind ?? {});
  if (cases.length + kinds.length === 0) return '';
  return list([...cases, ...kinds].map(([name, severity]) => `${name}: ${severity}`));
}

function policies({ policyTypes }: ListedRule): string {
  if (policyTypes === 'all') return 'All types.';
  return list(policyTypes.map((type) => GRAMMAR[type].title));
}

function switchText({ code, family, severity, defaultOn, scpDialect }: ListedRule): string {
  const where = 'in the setting `writ.checks.severity` or in `writ.config.json`';
  if (scpDialect !== undefined) {
    return `It runs where the option \`scpDialect\` is \`${scpDialect}\`, or with \`"${code}": "${severity}"\` ${where}.`;
  }
  if (defaultOn === false) return `It is off by default. To turn it on, write \`"${code}": "${severity}"\` ${where}.`;
  return `Write \`"${code}": "off"\` ${where}, or \`"${family}": "off"\` for its whole family.`;
}

function sources({ source, aaIssueCodes }: ListedRule): string {
  const codes = (aaIssueCodes ?? []).map((code) => `\`${code}\``).join(', ');
  return codes === '' ? `<${source}>` : `<${source}>\n\nIAM Access Analyzer: ${codes}`;
}
