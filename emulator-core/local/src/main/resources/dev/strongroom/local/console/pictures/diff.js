// The difference of two texts by lines.
const MOST_CELLS = 1_000_000;

/** Returns `{sign, text}` a line: `-` for one that is gone, `+` for a new one, a space for one that is in both. */
export function differences(before, after) {
  if (before.length * after.length > MOST_CELLS) {
    return [...before.map(text => ({sign: '-', text})), ...after.map(text => ({sign: '+', text}))];
  }
  const common = Array.from({length: before.length + 1}, () => new Uint16Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      common[i][j] = before[i] === after[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const lines = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({sign: ' ', text: before[i]});
      i++;
      j++;
    } else if (j < after.length && (i === before.length || common[i][j + 1] > common[i + 1][j])) {
      lines.push({sign: '+', text: after[j++]});
    } else {
      lines.push({sign: '-', text: before[i++]});
    }
  }
  return lines;
}
