// How the views say durations and names.

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** A duration of milliseconds by its two largest units: `29 days 3 hours`. */
export function inWords(milliseconds) {
  let rest = Math.max(0, milliseconds);
  const words = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0 || (unit === 'second' && words.length === 0)) {
      words.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
      rest -= count * size;
    } else if (words.length > 0) {
      break;
    }
    if (words.length === 2) {
      break;
    }
  }
  return words.join(' ');
}

/**
 * The name in an ARN: of a secret without the six characters that AWS adds, of a user or role without its path's kind, of
 * any other resource what follows the account. Another text stays as it is.
 */
export function shortName(arn) {
  const parts = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:(.*)$/s.exec(arn);
  if (!parts) {
    return arn;
  }
  const [, service, resource] = parts;
  if (service === 'secretsmanager') {
    return resource.replace(/^secret:/, '').replace(/-[A-Za-z0-9]{6}$/, '');
  }
  if (service === 'ssm') {
    return resource.replace(/^parameter/, '');
  }
  if (service === 'kms') {
    return resource.replace(/^key\//, '');
  }
  return resource;
}

/** Names that are the same in several places get their Region or account: a text for each ARN. */
export function distinctNames(arns) {
  const count = new Map();
  for (const arn of arns) {
    const name = shortName(arn);
    count.set(name, (count.get(name) || 0) + 1);
  }
  return new Map(
    arns.map(arn => {
      const name = shortName(arn);
      const [, , , region, account] = arn.split(':');
      return [arn, count.get(name) > 1 ? `${name} (${[region, account].filter(Boolean).join(', ')})` : name];
    }),
  );
}
