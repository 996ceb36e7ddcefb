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

/** A text for each ARN of things with names: the name, and where it is if another thing has the same name. */
export function distinct(things) {
  const count = new Map();
  const accounts = new Set();
  for (const {arn, name} of things) {
    count.set(name, (count.get(name) || 0) + 1);
    accounts.add(arn.split(':')[4]);
  }
  return new Map(
    things.map(({arn, name}) => {
      const [, , , region, account] = arn.split(':');
      const place = [region, accounts.size > 1 && account].filter(Boolean).join(', ');
      return [arn, count.get(name) > 1 && place ? `${name} (${place})` : name];
    }),
  );
}

export function distinctNames(arns) {
  return distinct(arns.map(arn => ({arn, name: shortName(arn)})));
}
