// Runs named checks one after the other and counts them.

/** Runs a check; a thrown error makes it a failed one, and the next check still runs. */
export function createChecks() {
  let passed = 0;
  let failed = 0;
  return {
    async check(name, run) {
      try {
        const note = await run();
        passed += 1;
        console.log(`ok      ${name}${note === undefined ? "" : `: ${note}`}`);
      } catch (error) {
        failed += 1;
        console.log(`FAILED  ${name}: ${error.message}`);
      }
    },
    /** Prints the closing line and sets the exit code of the process. */
    close() {
      console.log(`${passed} passed, ${failed} failed`);
      process.exitCode = failed === 0 ? 0 : 1;
    },
  };
}
