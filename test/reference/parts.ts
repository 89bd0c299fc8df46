/** What documents and the matching of their parts share. */
export type DocumentKind = 'identity' | 'boundary' | 'session' | 'resource' | 'trust' | 'scp' | 'rcp' | 'vpce';

export interface ListPart {
  readonly negated: boolean;
  readonly entries: readonly string[];
}
