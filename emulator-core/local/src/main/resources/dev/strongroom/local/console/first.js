// Asks for what the first page shows while its program is still loading; api.js takes the answers.
{
  const view = /^#\/([^/?]*)/.exec(location.hash)?.[1] || 'secrets';
  const paths = ['/_strongroom/clock', ...(view === 'secrets' ? ['/_strongroom/secrets'] : [])];
  const headers = {'X-Strongroom-Admin': 'true'};
  window.asked = new Map(paths.map(path => [path, fetch(path, {cache: 'no-store', headers})]));
}
