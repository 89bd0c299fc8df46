import type { RuleFile } from './rule-files';

/** The list of rules as a module, in the form that Biome gives it. */
export function indexFile(files: readonly RuleFile[]): string {
  const imports = files.map(({ family, code }) => `import ${variableOf(code)} from './${family}/${code}';`);
  imports.push("import type { ListedRule } from './rule';");
  imports.sort((left, right) => compare(pathOf(left), pathOf(right)));
  const items = files.map(({ family, code }) => `  { ...${variableOf(code)}, family: '${family}' },`);
  return [
    '// Made by "npm run generate" from the rule files. Do not edit.',
    ...imports,
    '',
    '/** Every rule, with the family that its folder names. */',
    'export const rules: readonly ListedRule[] = [',
    ...items,
    '];',
    '',
  ].join('\n');
}

function variableOf(code: string): string {
  return code.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
}

function pathOf(line: string): string {
  return /'(.*)'/.exec(line)?.[1] ?? '';
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
