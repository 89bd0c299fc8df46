/**
 * What a text must hold before anybody looks for policies in it. The client asks it of each JSON file, so that other files
 * never reach the server; a test holds it equal to the server's own first look.
 */
export const POLICY_TEXT = /Statement|PolicyDocument|[Pp]olicy"\s*:/;

/** Files of our own, in which the server reports what it cannot use. Tested on the file's name. */
export const OWN_FILE_NAME = /(^|\.)iam-model\.json$|\.iam-test\.json$|^writ\.config\.json$/;

/** Languages in which a policy can be written. */
export const POLICY_LANGUAGES = ['json', 'jsonc'] as const;
