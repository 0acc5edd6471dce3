/** Prints a line. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Runs a command: what goes wrong is said in one line, and told to whoever called it. */
export async function run(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (fault) {
    process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
    process.exitCode = 1;
  }
}
