/** Entries of Resource, made from the resource of the request so that they match it, nearly match it, or look alike. */
import fc from 'fast-check';

/** From the request's resource to an entry. */
type Shape = (arn: string) => string;

function fieldsOf(arn: string): string[] {
  const fields = arn.split(':');
  return [...fields.slice(0, 5), fields.slice(5).join(':')];
}

function withField(index: number, change: (field: string) => string): Shape {
  return (arn) =>
    fieldsOf(arn)
      .map((field, at) => (at === index ? change(field) : field))
      .join(':');
}

const start =
  (count: number, end: string): Shape =>
  (arn) =>
    fieldsOf(arn).slice(0, count).join(':') + end;

/** Leaves out the fields between. */
const gap = (before: number, after: number, between: string): Shape => {
  return (arn) => [...fieldsOf(arn).slice(0, before), between, ...fieldsOf(arn).slice(after)].join(':');
};

const folderOf = (text: string) => text.slice(0, text.lastIndexOf('/') + 1);
const last = (change: (field: string) => string) => withField(5, change);

const SHAPES: readonly (readonly [weight: number, Shape])[] = [
  [8, (arn) => arn],
  [8, () => '*'],
  [1, () => '**'],
  [4, last((text) => `${folderOf(text)}*`)],
  [1, last((text) => text.replace(/[^/]/, '?'))],
  [1, last((text) => `${text}?`)],
  [1, last((text) => `${text}*`)],
  [1, last(() => '*')],
  [1, last((text) => text.toUpperCase())],
  [1, last((text) => text.replaceAll('alice', '${aws:username}'))],
  [2, last((text) => text.replaceAll('alice', '${aws:PrincipalTag/team}'))],
  [1, last((text) => text.replaceAll('alice', "${aws:PrincipalTag/team, 'alice'}"))],
  [1, last((text) => `${text}\${s3:prefix}`)],
  [1, last((text) => text.replaceAll('*', '${*}'))],
  [1, last((text) => `${folderOf(text)}\${s3:prefix}`)],
  [1, last((text) => `${folderOf(text)}\${aws:TagKeys}`)],
  [1, last((text) => `\${aws:username}${text}`)],
  [1, withField(1, () => '*')],
  [1, withField(1, (text) => `${text}*`)],
  [1, withField(1, () => 'aws-cn')],
  [1, withField(2, () => '*')],
  [1, withField(2, (text) => `${text.slice(0, 1)}*`)],
  [2, withField(3, () => '*')],
  [1, withField(3, () => '${aws:username}')],
  [2, withField(4, () => '*')],
  [1, withField(4, () => '*x')],
  [1, start(3, '')],
  [1, start(3, ':*')],
  [2, start(2, ':*')],
  [1, start(3, '*')],
  [1, start(4, '')],
  [1, start(5, '')],
  [1, start(5, '*')],
  [1, start(2, ':*:*')],
  [1, () => 'arn:*'],
  [1, () => '*:*'],
  [1, () => 'arn'],
  [1, () => ''],
  [2, gap(3, 5, '*')],
  [1, gap(2, 5, '*')],
  [1, gap(1, 5, '*')],
  [1, gap(3, 4, '*')],
  [1, gap(3, 5, '*:*')],
  [1, gap(2, 3, '*')],
  [1, (arn) => `${gap(3, 5, '*')(arn)}*`],
  [1, (arn) => `${gap(2, 4, '*')(arn)}:*`],
  [1, (arn) => `arn:aws:*:${fieldsOf(arn)[5] ?? ''}`],
  [2, () => 'arn:aws:s3:::other/*'],
];

/** Many kinds of policies refuse short entries: they are not to spoil most cases. */
function isShort(shape: Shape): boolean {
  const entry = shape('arn:aws:s3:::a/b');
  return entry !== '*' && entry.split(':').length < 6;
}

function shapesWith(weightOfShort: (weight: number) => number): fc.Arbitrary<Shape> {
  return fc.oneof(
    ...SHAPES.map(([weight, shape]) => ({
      weight: isShort(shape) ? weightOfShort(weight) : weight * 12,
      arbitrary: fc.constant(shape),
    })),
  );
}

export const resourceShape = shapesWith((weight) => weight * 4);

/** For kinds of policies that refuse short entries: seldom one of those. */
export const fullShape = shapesWith(() => 1);
