/** The Region that the name of an AWS endpoint was made of, e.g. of `sts.eu-west-1.amazonaws.com`; undefined for any other name. */
export function regionOfName(hostname: string): string | undefined {
  return /[.]([a-z]{2}(?:-[a-z]+)+-\d)[.](?:vpce[.])?amazonaws[.]/u.exec(hostname)?.[1];
}

/** What to check where a name is not known to DNS, in a sentence. @param from where the Region was given, e.g. `--region` */
export function unknownNameHint(hostname: string, from?: string): string {
  const region = regionOfName(hostname);
  return region === undefined ? '' : `The name is made of the Region ${region}${from === undefined ? '' : ` (${from})`}: check that there is such a Region. `;
}
