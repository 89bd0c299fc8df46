/** Names of service principals (IAM User Guide, "AWS service principals"). */

const CHINA_SUFFIX = '.amazonaws.com.cn';

/**
 * A test for known names: as listed, with a Region put in (`s3.ap-east-1.amazonaws.com`), and with the China suffix.
 * Case counts, as it does for AWS.
 */
export function servicePrincipalTest(
  listed: readonly string[],
  regionalOnly: readonly string[],
  isRegion: (label: string) => boolean,
): (name: string) => boolean {
  const plain = new Set(listed);
  const withRegion = new Set([...listed, ...regionalOnly]);
  return (name) => {
    const usual = name.endsWith(CHINA_SUFFIX) ? name.slice(0, -'.cn'.length) : name;
    return plain.has(usual) || withRegion.has(withoutRegion(usual, isRegion) ?? '');
  };
}

/** The name without its one label that is a Region; undefined if there is none. */
function withoutRegion(name: string, isRegion: (label: string) => boolean): string | undefined {
  const labels = name.split('.');
  const at = labels.findIndex(isRegion);
  return at < 0 ? undefined : labels.toSpliced(at, 1).join('.');
}
