// Reads one simulation per line from standard input and prints its result on one line.
const { runSimulation } = require('@cloud-copilot/iam-simulate');
const lines = require('node:readline').createInterface({ input: process.stdin });

(async () => {
  for await (const line of lines) {
    const answer = await runSimulation(JSON.parse(line), {});
    console.log(
      JSON.stringify({
        result: answer.overallResult ?? 'error',
        errors: answer.errors ?? null,
        ignored: answer.result?.ignoredContextKeys ?? [],
      }),
    );
  }
})();
