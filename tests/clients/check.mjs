// Counts what is as it should be, and tells what is not.

let passed = 0;
const faults = [];

/** Runs a check; what it throws is a fault. */
export async function check(name, run) {
  try {
    await run();
    passed += 1;
  } catch (error) {
    faults.push(`${name}: ${error?.message ?? error}`);
  }
}

/** Prints the count, and ends the program with 1 if there was a fault. */
export function finish(what) {
  console.log(`${what}: ${passed} of ${passed + faults.length} as it should be`);
  for (const fault of faults) {
    console.error(`  ${fault}`);
  }
  process.exitCode = faults.length === 0 ? 0 : 1;
}
