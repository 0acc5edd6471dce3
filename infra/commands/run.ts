/** Prints a line. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** The exit codes by which shells tell that a signal ended a command. */
const ENDED_BY = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Runs a command: what goes wrong is said in one line, and told to whoever called it. A signal ends
 * it by way of an exit, so that what it has started ends with it.
 */
export async function run(command: () => Promise<void>): Promise<void> {
  for (const [signal, code] of Object.entries(ENDED_BY)) {
    process.once(signal, () => process.exit(code));
  }
  try {
    await command();
  } catch (fault) {
    process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
    process.exitCode = 1;
  }
}
